public import Attune
