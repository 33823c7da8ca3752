// Gaussian processes with the Matern covariance of smoothness 5/2; see C. E. Rasmussen and C. K. I.
// Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, whose equations are cited.

#include "AttuneKernels.h"
#include "clones.h"
#include "tiles.h"

#pragma STDC FP_CONTRACT OFF

typedef int64_t indices __attribute__((ext_vector_type(8), aligned(8)));

static const indices lane_indices = {0, 1, 2, 3, 4, 5, 6, 7};

// The squared differences of a coordinate from those of 8 points, or whether categories differ.
#define DELTA(is_category, difference) \
  ((is_category) ? ((difference) != 0.0 ? (octet)1.0 : (octet)0.0) : (difference) * (difference))

// The covariance of 8 points at squared distances s, amplitude * exp(-r) (1 + r + r^2 / 3) with r =
// sqrt(5 s) (eq. 4.17), and its derivative by s, -5/6 amplitude * exp(-r) (1 + r).
ATTUNE_INLINE void matern(const octet *squares, double amplitude, octet *value, octet *slope) {
  const octet square = *squares * 5.0;
  const octet r = __builtin_elementwise_sqrt(square);
  octet decay = -r;
  exponentiate(&decay);
  const octet scaled = decay * amplitude;
  *value = scaled * ((1.0 + r) + square * (1 / 3.0));
  *slope = scaled * (1.0 + r) * (-5 / 6.0);
}

// The covariances of 8 columns with a row.
ATTUNE_INLINE void covariance_octet(const attune_covariance *f, const double *row,
                                    intptr_t row_stride, const double *columns,
                                    intptr_t column_stride, octet *value, octet *slope) {
  octet sum = 0.0;
  for (intptr_t d = 0; d < f->dimension_count; d++) {
    const octet difference = *(const octet *)(columns + d * column_stride) - row[d * row_stride];
    sum += f->weights[d] * DELTA(f->is_category[d], difference);
  }
  matern(&sum, f->amplitude, value, slope);
}

ATTUNE_CLONES void attune_covariances(const attune_covariance *covariance,
                                      const attune_points *rows, const attune_points *columns,
                                      intptr_t row_count, int32_t is_symmetric,
                                      double *covariances, double *slopes) {
  const attune_covariance f = *covariance;
  for (intptr_t j = 0; j < columns->count; j += 8) {
    const intptr_t start = j * row_count;
    intptr_t end = is_symmetric ? j + 8 : row_count;
    end = end < rows->count ? end : rows->count;
    for (intptr_t i = 0; i < end; i++) {
      octet value, slope;
      covariance_octet(&f, rows->coordinates + i, rows->stride, columns->coordinates + j,
                       columns->stride, &value, &slope);
      if (is_symmetric && j + 8 > columns->count) {
        const indices is_point = lane_indices + j < columns->count;
        value = is_point ? value : (octet)0.0;
        slope = is_point ? slope : (octet)0.0;
      }
      *(octet *)(covariances + start + i * 8) = value;
      if (slopes) *(octet *)(slopes + start + i * 8) = slope;
    }
    const intptr_t limit = is_symmetric ? j + 8 : row_count;
    for (intptr_t i = rows->count; i < limit; i++) {
      for (intptr_t c = 0; c < 8; c++) {
        covariances[start + i * 8 + c] = is_symmetric && i == j + c ? 1.0 : 0.0;
        if (slopes) slopes[start + i * 8 + c] = 0.0;
      }
    }
  }
}

ATTUNE_CLONES double attune_likelihood_gradient(const attune_covariance *covariance,
                                                const attune_points *points, intptr_t row_count,
                                                const double *covariances, const double *slopes,
                                                const double *inverse, const double *vector,
                                                double *sums) {
  const attune_covariance f = *covariance;
  const intptr_t width = f.dimension_count;
  for (intptr_t d = 0; d <= width; d++) *(octet *)(sums + d * 8) = 0.0;
  octet total = 0.0;
  double trace = 0.0;
  for (intptr_t j = 0; j < row_count; j += 8) {
    const octet own = *(const octet *)(vector + j);
    const intptr_t start = j * row_count;
    const intptr_t end = j + 8 < points->count ? j + 8 : points->count;
    for (intptr_t i = 0; i < end; i++) {
      octet w = (*(const octet *)(inverse + start + i * 8) - vector[i] * own) * 0.5;
      if (i >= j) {
        trace += w[i - j];
        w = lane_indices > i - j ? w : (octet)0.0;
      }
      total += w * *(const octet *)(covariances + start + i * 8);
      const octet p = w * *(const octet *)(slopes + start + i * 8);
      for (intptr_t d = 0; d < width; d++) {
        const double *x = points->coordinates + d * points->stride;
        const octet difference = *(const octet *)(x + j) - x[i];
        *(octet *)(sums + d * 8) += p * DELTA(f.is_category[d], difference);
      }
    }
  }
  // Pairs are counted in both orders.
  for (intptr_t d = 0; d < width; d++) {
    const octet sum = *(const octet *)(sums + d * 8);
    sums[d] = 2.0 * sum_of_lanes(&sum);
  }
  sums[width] = 2.0 * sum_of_lanes(&total) + trace * f.amplitude;
  return trace;
}

ATTUNE_CLONES void attune_predict(const attune_process *process, const attune_points *candidates,
                                  double *scratch, double *means, double *variances) {
  const attune_process p = *process;
  for (intptr_t t = 0; t < candidates->count; t += 8) {
    octet mean = 0.0;
    for (intptr_t i = 0; i < p.points.count; i++) {
      octet value, slope;
      covariance_octet(&p.covariance, p.points.coordinates + i, p.points.stride,
                       candidates->coordinates + t, candidates->stride, &value, &slope);
      *(octet *)(scratch + i * 8) = value;
      mean += p.weights[i] * value;  // eq. 2.25
    }
    octet variance = p.covariance.amplitude;
    if (variances) {
      for (intptr_t i = p.points.count; i < p.row_count; i++) *(octet *)(scratch + i * 8) = 0.0;
      substitute_tile(p.factor, p.reciprocals, p.row_count, scratch);
      for (intptr_t i = 0; i < p.points.count; i++) {  // eq. 2.26
        const octet v = *(const octet *)(scratch + i * 8);
        variance -= v * v;
      }
    }
    for (intptr_t c = 0; c < 8 && t + c < candidates->count; c++) {
      means[t + c] = mean[c];
      if (variances) variances[t + c] = variance[c] > 0.0 ? variance[c] : 0.0;
    }
  }
}

ATTUNE_CLONES void attune_predict_gradient(const attune_process *process, const double *candidate,
                                           double *scratch, double *moments, double *mean_gradient,
                                           double *variance_gradient) {
  const attune_process p = *process;
  const intptr_t n = p.row_count;
  double *values = scratch, *slopes = scratch + n, *solution = scratch + 2 * n;
  octet mean = 0.0;
  for (intptr_t j = 0; j < n; j += 8) {
    octet value, slope;
    covariance_octet(&p.covariance, candidate, 1, p.points.coordinates + j, p.points.stride, &value,
                     &slope);
    const indices is_point = lane_indices + j < p.points.count;
    value = is_point ? value : (octet)0.0;
    *(octet *)(values + j) = value;
    *(octet *)(solution + j) = value;
    *(octet *)(slopes + j) = is_point ? slope : (octet)0.0;
    mean += *(const octet *)(p.weights + j) * value;
  }
  moments[0] = sum_of_lanes(&mean);
  substitute_vector(p.factor, p.reciprocals, n, solution);
  octet square = 0.0;
  for (intptr_t j = 0; j < n; j += 8) {
    const octet v = *(const octet *)(solution + j);
    square += v * v;
  }
  const double variance = p.covariance.amplitude - sum_of_lanes(&square);
  moments[1] = variance > 0.0 ? variance : 0.0;
  substitute_back(p.factor, p.reciprocals, n, solution);
  // With k the covariances, the derivatives of k^T a and -k^T K^-1 k by a coordinate are those of k
  // times a and -2 K^-1 k, where dk_j / dx = slope_j * 2 weight (x - x_j).
  for (intptr_t d = 0; d < p.covariance.dimension_count; d++) {
    octet first = 0.0, second = 0.0;
    if (!p.covariance.is_category[d]) {
      const double *x = p.points.coordinates + d * p.points.stride;
      for (intptr_t j = 0; j < n; j += 8) {
        const octet difference = candidate[d] - *(const octet *)(x + j);
        const octet change = *(const octet *)(slopes + j) * difference;
        first += change * *(const octet *)(p.weights + j);
        second += change * *(const octet *)(solution + j);
      }
    }
    mean_gradient[d] = 2.0 * p.covariance.weights[d] * sum_of_lanes(&first);
    variance_gradient[d] = -4.0 * p.covariance.weights[d] * sum_of_lanes(&second);
  }
}
