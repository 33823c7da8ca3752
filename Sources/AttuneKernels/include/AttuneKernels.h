// Numeric loops that Swift's compiler does not vectorise, with the same bits on every processor.
//
// Every result is made of additions, multiplications, divisions and square roots in a fixed order,
// never contracted and never reassociated, so it does not depend on the instruction set, the C library
// or the build.

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

/// The complementary error function, accurate in relative terms in its upper tail.
double attune_erfc(double x);

/// exp(x * x) * erfc(x) for x of at least zero: the complementary error function without its decay.
double attune_erfcx(double x);

/// The logarithm of the probability that a standard normal variable lies between a and b, a below b.
double attune_log_mass(double a, double b);

/// The point below which a standard normal variable lies with probability p; infinite at 0 and 1.
double attune_normal_quantile(double p);

/// Replaces each number, positive and normal, by its natural logarithm.
void attune_log_all(double *values, intptr_t count);

/// Observations along one dimension on which truncated normal kernels are to be placed.
typedef struct {
  const double *sorted;    // the observations, ascending
  const int32_t *rows;     // to which kernel each of them belongs
  intptr_t count;
  double low, high;        // the bounds of the dimension
  double floor;            // the least deviation
  int32_t considers_ends;  // whether the bounds count as neighbours of the outermost observations
  int32_t is_density;      // whether kernels are densities, and not masses over the cells of a grid
} attune_placement;

/// Finds the deviation of each kernel, the distance to its farther neighbour within limits, and writes
/// 1 / (deviation * sqrt(2)) to its place in `inverses`.
///
/// Returns the logarithm of the normalizer that most kernels have, and takes what the others have beyond
/// it off their places in `bases`. `scratch` has room for four times `count` elements.
double attune_place_kernels(const attune_placement *placement, double *inverses, double *bases,
                            double *scratch);

/// A mixture of product kernels: structure of arrays, a row of `stride` kernels for each dimension.
///
/// What is cheap to evaluate comes first: `continuous_count` dimensions along which a kernel is a normal
/// density, `categorical_count` along which it favours a choice, and `grid_count` along which it is the
/// mass of a normal density over a cell. `stride` is a multiple of 8. The last kernels, as many as are
/// needed to fill it up, have a base of -1e300.
typedef struct {
  intptr_t stride;
  intptr_t continuous_count, categorical_count, grid_count;
  const double *bases;     // logarithms of the weights over the normalizers
  const double *means;     // or the favoured choice, -1 for none
  const double *inverses;  // 1 / (deviation * sqrt(2)); unused for choices
  const double *misses;    // by dimension: what the logarithm loses at another choice
} attune_mixture;

/// Writes the logarithm of the mixture's density at each of `count` points to `results`.
///
/// A point has all its dimensions in succession; `lows` and `highs` differ on grids, where they bound
/// the cell. Kernels that together would change less than the last bit of the sum are left out. `sums` is
/// room for `count` elements.
void attune_log_densities(const attune_mixture *mixture, const double *lows, const double *highs,
                          intptr_t count, double *results, double *sums);

#endif
