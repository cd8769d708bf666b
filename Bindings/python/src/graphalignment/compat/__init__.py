"""The interfaces of other libraries, so that their users can try this one by changing an import."""
