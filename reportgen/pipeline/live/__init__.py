"""One department edit by edit, as a page asks: looked at, entered into, its 整改.yaml amended, steps taken back."""
