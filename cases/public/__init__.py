"""What everyone may read: pages, filters, exports. Reads publications, never facts."""
