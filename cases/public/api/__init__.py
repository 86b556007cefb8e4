"""What programs may ask for, said once: OpenAPI made from the addresses, parameters and columns."""
