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
  const double *coordinates;  // by kernel
  const int32_t *order;       // the kernels of the observations, by ascending coordinate
  intptr_t count;             // how many observations there are
  double low, high;           // the bounds of the dimension
  double floor;               // the least deviation
  int32_t considers_ends;     // whether the bounds count as neighbours of the outermost observations
  int32_t is_density;         // whether kernels are densities, and not masses over the cells of a grid
} attune_placement;

/// Finds the deviations of the kernels from one place in the order to another: the distance to the farther
/// neighbour within limits.
///
/// Writes 1 / (deviation * sqrt(2)) of each to its place in `inverses`, and to `normalizers` by how much the
/// logarithm of its normalizer exceeds that of a kernel of the least deviation far from the bounds.
void attune_place_kernels(const attune_placement *placement, intptr_t start, intptr_t end,
                          double *inverses, double *normalizers);

/// A mixture of product kernels: structure of arrays, a row of kernels for each dimension.
///
/// What is cheap to evaluate comes first: `continuous_count` dimensions along which a kernel is a normal
/// density, `categorical_count` along which it favours a choice, and `grid_count` along which it is the
/// mass of a normal density over a cell. `count` is a multiple of 16; the last kernels, as many as are
/// needed to make it one, have a base of -1e300. The first kernel is that which counts almost everywhere.
typedef struct {
  intptr_t count;
  intptr_t stride;  // from one row to the next
  intptr_t continuous_count, categorical_count, grid_count;
  const double *bases;     // logarithms of the weights over the normalizers
  const double *means;     // or the favoured choice, -1 for none
  const double *inverses;  // 1 / (deviation * sqrt(2)); unused for choices
  const double *misses;    // by dimension: what the logarithm loses at another choice
} attune_mixture;

/// Writes the logarithm of the mixture's density at each of `count` points to `results`.
///
/// A point has all its dimensions in succession; `lows` and `highs` differ on grids, where they bound
/// the cell. Kernels that together would change less than the last bit of the sum are left out.
void attune_log_densities(const attune_mixture *mixture, const double *lows, const double *highs,
                          intptr_t count, double *results);

/// How far the evaluation at a point has come.
typedef struct {
  double highest, sum;  // the density so far is exp(highest) * sum
  double ratio;         // the logarithm of another density over it
  intptr_t next;        // the first of the kernels that are visited next
} attune_progress;

/// The point at which a density, given by its logarithms there, exceeds that of the mixture by the highest
/// ratio; the first of equal ones.
///
/// It is the one that `attune_log_densities` would tell, but most points are given up soon: the sum over
/// the kernels only grows, so the ratio only falls. `progress` is room for `count` elements; there is at
/// least one point.
intptr_t attune_highest_ratio(const attune_mixture *mixture, const double *lows, const double *highs,
                              intptr_t count, const double *numerators, attune_progress *progress);

#endif
