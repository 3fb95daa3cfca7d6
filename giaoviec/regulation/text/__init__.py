"""The texts of the regulations that profiles cite (`Profile.text_file`); `docs/regulation/` links to them."""
