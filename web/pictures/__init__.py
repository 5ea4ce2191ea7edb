"""Pictures of effects as frozen geometry: plain values in, positions and words out; templates draw
them as inline SVG.
"""
