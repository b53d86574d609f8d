"""What a drawing may be made of. What no list here names is not there afterwards."""

import re

SVG = "http://www.w3.org/2000/svg"

_SHAPES = "path rect circle ellipse line polyline polygon"
_WORDS = "text tspan title desc"
_GRADIENTS = "linearGradient radialGradient"
ELEMENTS = frozenset(f"svg g defs style marker clipPath stop {_GRADIENTS} {_SHAPES} {_WORDS}".split())
HOLD_WORDS = frozenset([*_WORDS.split(), "style"])
# An editor's own data, and what it knows of the file's author.
LEFT_OUT = frozenset(["metadata"])
GRADIENTS = frozenset(_GRADIENTS.split())
# What is inside these is drawn again wherever it is referred to. It may not do so itself: each level would multiply.
DRAWN_ELSEWHERE = frozenset(["marker", "clipPath"])
REFERS_TO_SHAPES = frozenset(["clip-path", "marker", "marker-start", "marker-mid", "marker-end"])

# How something looks: as an attribute, or in a `style` of one element.
_PAINT = """fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset stroke-opacity opacity color stop-color stop-opacity font-family font-size
    font-style font-weight font-variant text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift
    letter-spacing word-spacing writing-mode clip-rule paint-order visibility display vector-effect shape-rendering
    text-rendering"""
PAINT = REFERS_TO_SHAPES | frozenset(_PAINT.split())
# Where it is.
_PLACE = """x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d points transform dx dy rotate textLength lengthAdjust
    pathLength offset gradientUnits gradientTransform spreadMethod clipPathUnits preserveAspectRatio markerWidth
    markerHeight markerUnits refX refY orient viewBox id class"""
PLACE = frozenset(_PLACE.split())

# A value may compute a colour or a place, and point at a part of the same drawing; it reaches nothing else.
COLOURS = frozenset(["rgb", "rgba", "hsl", "hsla"])
MOVES = frozenset(["translate", "scale", "rotate", "matrix", "skewX", "skewY"])
REFERENCE = re.compile(r"""url\(\s*+(["']?)#[\w.:-]++\1\s*+\)""")
HERE = re.compile(r"#[\w.:-]++")
