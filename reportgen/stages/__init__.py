"""What one run is made of, each a value of its own: what was read (`inputs`), what it scored (`assessing`), 整改.yaml
brought up to date (`drafting`), the report printed (`printing`), and what was written last time (`last_run`)."""
