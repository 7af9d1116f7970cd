"""Pictures of one letter: a tile map, the answers to a question, time to answer, grounds.

All numbers are counted here, from finished cells and public letters; the templates in
`templates/pictures/` only draw. What a picture says, its table says too.
"""

from .bars import Bar, Bars
from .curve import CurveDrawing
from .making import NAMES, Chosen, pictures, shown_column
from .shape import Fill, Picture
from .tile_map import MapDrawing

__all__ = [
    "NAMES",
    "Bar",
    "Bars",
    "Chosen",
    "CurveDrawing",
    "Fill",
    "MapDrawing",
    "Picture",
    "pictures",
    "shown_column",
]
