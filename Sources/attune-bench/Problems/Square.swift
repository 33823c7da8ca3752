/// The square of a number.
func square(_ x: Double) -> Double { x * x }
