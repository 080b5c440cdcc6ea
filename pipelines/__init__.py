"""What runs when: Dagster assets, checks, jobs, sensors and resources, and the command line.

The only room that knows all the others, and the only one that imports Dagster. No parsing, no normalising and no
publishing logic lives here: an asset calls one function of a room and reports what it saw.
"""
