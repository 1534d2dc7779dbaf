"""Documents that other programs read: OSCAL, CISO Assistant, Heimdall, CSV. Data in, bytes out."""
