"""The domain: facts, their publication, the public pages and the desk."""
