"""Who took which sentence from whom."""
