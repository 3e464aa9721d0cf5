"""The array types that vectors travel as."""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""(dim,) float32 of unit length."""

Matrix = NDArray[np.float32]
"""(n, dim) float32, each row of unit length."""
