"""The machinery of the figures: sets on a day as known at a moment, counted from columns, rows or the histogram."""
