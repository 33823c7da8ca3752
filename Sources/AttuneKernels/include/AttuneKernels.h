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

// Matrices of Gaussian processes are stored in tiles of 8 columns: element (row, column) of a
// matrix with n rows is at (column / 8 * n + row) * 8 + column % 8. The numbers of rows and columns
// are multiples of 8; square matrices are padded by the identity matrix.

/// Replaces a symmetric matrix by its Cholesky factor U with transpose(U) * U = matrix.
///
/// Only the upper triangle is read and written; the blocks of 8 x 8 elements on the diagonal are
/// completed by zeros. `reciprocals` gets the inverses of the diagonal of U. Returns the number of
/// rows, or the first row whose pivot is not positive and finite.
intptr_t attune_factor(double *matrix, double *reciprocals, intptr_t row_count);

/// Replaces a vector b by v with transpose(U) * v = b.
void attune_substitute_vector(const double *factor, const double *reciprocals, intptr_t row_count,
                              double *vector);

/// Replaces a vector b by x with U * x = b.
void attune_substitute_back(const double *factor, const double *reciprocals, intptr_t row_count,
                            double *vector);

/// Writes the upper triangle of the inverse of transpose(U) * U. The blocks of 8 x 8 elements on
/// the diagonal are complete; those below it are undefined.
void attune_invert(const double *factor, const double *reciprocals, intptr_t row_count,
                   double *inverse);

/// A covariance function amplitude * M(sum over d of weights[d] * delta_d), where M is the Matern
/// function with smoothness 5/2, and delta_d is the squared difference of coordinates, or whether
/// categories differ.
typedef struct {
  intptr_t dimension_count;
  const double *weights;         // inverse squared length scales, shape [dimension]
  const int32_t *is_category;    // shape [dimension]
  double amplitude;
} attune_covariance;

/// Points of shape [dimension][stride]; the stride is a multiple of 8, and coordinates of points
/// that pad it are finite.
typedef struct {
  const double *coordinates;
  intptr_t stride;
  intptr_t count;  // without those that pad
} attune_points;

/// Writes the covariances of points (rows) with others (columns) as a tiled matrix with `row_count`
/// rows, and, unless null, the derivatives by the weighted squared distance.
///
/// Rows after the last point are zero. If `is_symmetric`, only the blocks of 8 x 8 elements on and
/// above the diagonal are written, and rows and columns that pad are those of the identity matrix.
void attune_covariances(const attune_covariance *covariance, const attune_points *rows,
                        const attune_points *columns, intptr_t row_count, int32_t is_symmetric,
                        double *covariances, double *slopes);

/// The sums over all pairs of rows i and columns j of W_ij dK_ij / d weight, for each dimension,
/// followed by that of W_ij K_ij, with W = (inverse - transpose(a) a) / 2 for a vector a.
///
/// `covariances`, `slopes` and `inverse` are tiled square matrices, of which the upper triangle is
/// read; the diagonal of `covariances` is not: it is the amplitude. `sums` has 8 elements for each
/// dimension and 8 more, which are used as scratch memory; the results are the first elements.
/// Returns the trace of W.
double attune_likelihood_gradient(const attune_covariance *covariance, const attune_points *points,
                                  intptr_t row_count, const double *covariances,
                                  const double *slopes, const double *inverse,
                                  const double *vector, double *sums);

/// A Gaussian process conditioned on observations.
typedef struct {
  attune_covariance covariance;
  attune_points points;
  intptr_t row_count;         // the number of points, padded to a multiple of 8
  const double *factor;       // of the covariances with noise
  const double *reciprocals;  // the inverses of the factor's diagonal
  const double *weights;      // the solution a of K a = outputs
} attune_process;

/// Writes the posterior means and, unless null, variances of the process at candidates.
///
/// Scratch memory has 8 elements for each row.
void attune_predict(const attune_process *process, const attune_points *candidates, double *scratch,
                    double *means, double *variances);

/// Writes the posterior mean and variance at one candidate with their derivatives by its
/// coordinates; those by categories are zero.
///
/// `moments` gets the mean and the variance. Scratch memory has 3 elements for each row.
void attune_predict_gradient(const attune_process *process, const double *candidate,
                             double *scratch, double *moments, double *mean_gradient,
                             double *variance_gradient);

/// The number of dimensions with direction numbers for Sobol sequences.
enum { attune_sobol_dimension_count = 1024 };

/// The primitive polynomials over the integers modulo 2, one for each dimension: bit i of an
/// element is the coefficient of x^i. The first dimension is the van der Corput sequence and has 1.
__attribute__((returns_nonnull)) const uint16_t *attune_sobol_polynomials(void);

/// The initial direction numbers m_1...m_s of each dimension, where s is the degree of its
/// polynomial; those of the dimensions follow each other without gaps.
__attribute__((returns_nonnull)) const uint16_t *attune_sobol_initial_numbers(void);

#endif
