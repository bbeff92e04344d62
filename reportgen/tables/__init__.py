"""Figures of tables that exist (决算公开表 …): file → sheets → tables → what 取数.yaml takes → dept.yaml."""
