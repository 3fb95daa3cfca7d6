"""Pages of documents: registering, the list, one document, its files, drafts."""
