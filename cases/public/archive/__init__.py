"""The whole data set as one file: what is in it, how it is made, and when it may be served."""
