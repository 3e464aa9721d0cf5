"""The index: letters, passages and vectors on disk, written whole, searched, and proven to be in step."""
