// Numeric loops that Swift's compiler does not vectorize, with identical results on every
// processor, and a table that it would compile slowly.
//
// All results are computed by additions, multiplications, divisions and square roots in a fixed
// order, without contraction or reassociation. So they do not depend on the instruction set, the C
// library, or the build configuration.

#ifndef ATTUNE_KERNELS_H
#define ATTUNE_KERNELS_H

#include <stdint.h>

/// e to the power of x.
double attune_exp(double x);

/// e to the power of x, minus one, without cancellation near zero.
double attune_expm1(double x);

/// The natural logarithm of x.
double attune_log(double x);

/// The natural logarithm of 1 + x, without cancellation near zero.
double attune_log1p(double x);

/// The complementary error function, with a small relative error also in the upper tail.
double attune_erfc(double x);

/// The scaled complementary error function exp(x * x) * erfc(x), for x >= 0.
double attune_erfcx(double x);

/// log(Phi(b) - Phi(a)) for a < b: the log probability of a standard normal variable between a and
/// b.
double attune_log_mass(double a, double b);

/// The quantile function of the standard normal distribution; -infinity at 0 and infinity at 1.
double attune_normal_quantile(double p);

/// Replaces each value by its natural logarithm; the values are positive and normal.
void attune_log_all(double *values, intptr_t count);

/// The observations along one dimension, whose truncated normal kernels need bandwidths.
typedef struct {
  const double *coordinates;  // shape [kernel]
  const int32_t *order;       // kernels in ascending order of coordinates, shape [count]
  intptr_t count;             // the number of observations
  double low, high;           // the bounds of the dimension, L and H
  double floor;               // the minimum bandwidth, positive
  int32_t considers_ends;     // whether the bounds count as neighbours of the outermost observations
  int32_t is_density;         // whether kernels are densities; else masses over the cells of a grid
} attune_placement;

/// Computes the bandwidths of the kernels at positions start ..< end of the order: the distance to
/// the farther neighbour (Bergstra et al. 2011, section 4.2), clipped to [floor, high - low].
///
/// For each of these kernels, `inverses` gets 1 / (bandwidth * sqrt(2)). `normalizers` gets the
/// difference of log Z, the logarithm of the kernel's normalizer, from that of a kernel with the
/// minimum bandwidth far from the bounds. Both are indexed by kernel.
void attune_place_kernels(const attune_placement *placement, intptr_t start, intptr_t end,
                          double *inverses, double *normalizers);

/// A mixture of product kernels as a structure of arrays of shape [dimension][kernel].
///
/// Dimensions that are cheap to evaluate come first: `continuous_count` dimensions with normal
/// densities, `categorical_count` with a probability for the observed choice and another one for
/// all others, and `grid_count` with the mass of a normal density over a cell. `count` is a
/// multiple of 16; kernels that pad it have a base of -1e300. Kernel 0 is the prior, which is not
/// negligible almost everywhere.
typedef struct {
  intptr_t count;
  intptr_t stride;  // the distance between rows, in elements
  intptr_t continuous_count, categorical_count, grid_count;
  const double *bases;     // log(weight) - sum of log(normalizer), shape [kernel]
  const double *means;     // means, or indices of observed choices, -1 for the prior's
  const double *inverses;  // 1 / (bandwidth * sqrt(2)); unused for choices
  const double *misses;    // log(hit / miss) for a choice that was not observed, shape [dimension]
} attune_mixture;

/// Writes the logarithm of the mixture's density at each of `count` points to `results`.
///
/// `lows` and `highs` have the shape [point][dimension]. On grids they are the bounds of the cell.
/// For choices, `highs` has the decrease of the prior's logarithm from its most probable choice. Negligible kernels, which together change less than the last bit of the
/// sum, are skipped.
void attune_log_densities(const attune_mixture *mixture, const double *lows, const double *highs,
                          intptr_t count, double *results);

/// The progress of the evaluation at a point.
typedef struct {
  double highest, sum;  // the density of the kernels evaluated so far is exp(highest) * sum
  double ratio;         // the logarithm of the ratio of the other density to it: an upper bound
  intptr_t next;        // the first kernel of the tile to evaluate next
} attune_progress;

/// Returns the index of the point with the highest ratio of another density to that of the mixture;
/// the first of equal ones.
///
/// `numerators` are the logarithms of the other density at the points. The result is the same as by
/// `attune_log_densities`, but most points are evaluated partially: the sum over the kernels only
/// increases, so the ratio only decreases. `progress` is uninitialized memory for `count` elements;
/// there is at least one point.
intptr_t attune_highest_ratio(const attune_mixture *mixture, const double *lows, const double *highs,
                              intptr_t count, const double *numerators, attune_progress *progress);

/// The number of dimensions with direction numbers for Sobol sequences.
enum { attune_sobol_dimension_count = 1024 };

/// The primitive polynomials over the integers modulo 2, one for each dimension: bit i of an
/// element is the coefficient of x^i. The first dimension is the van der Corput sequence and has 1.
__attribute__((returns_nonnull)) const uint16_t *attune_sobol_polynomials(void);

/// The initial direction numbers m_1...m_s of each dimension, where s is the degree of its
/// polynomial; those of the dimensions follow each other without gaps.
__attribute__((returns_nonnull)) const uint16_t *attune_sobol_initial_numbers(void);

#endif
