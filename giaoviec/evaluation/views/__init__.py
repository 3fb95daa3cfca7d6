"""The pages of `/danh-gia/`."""
