/* Elementary functions as straight-line code, so that a compiler turns a loop over them into
   vector instructions. Errors are the largest seen against ball arithmetic (tests/test_kernel_c.py):
   exp 1, expm1 3, log 1, log1p 1, tanh 3 units in the last place. Infinities, NaN and subnormal results are kept. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define FMA(a, b, c) __builtin_fma(a, b, c)

/* Adding it leaves the nearest integer in the low bits: 1.5 * 2^52; with the bias of exponents, that of 2^n. */
#define ROUND 6755399441055744.0
#define BIASED (ROUND + 1023.0)
#define LOG2_E 1.4426950408889634074
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10

INLINE uint64_t bits_of(double x) { uint64_t b; memcpy(&b, &x, 8); return b; }
INLINE double from_bits(uint64_t b) { double x; memcpy(&x, &b, 8); return x; }
INLINE double power_of_two(double biased) { return from_bits(bits_of(biased) << 52); }
INLINE double at_least(double x, double low) { return low > x ? low : x; }
INLINE double at_most(double x, double high) { return high < x ? high : x; }

INLINE double maximum_(double a, double b) { double m = a >= b ? a : b; return a != a ? a : m; }
INLINE double minimum_(double a, double b) { double m = a <= b ? a : b; return a != a ? a : m; }
INLINE double sign_(double a) { double s = (a > 0 ? 1.0 : 0.0) - (a < 0 ? 1.0 : 0.0); return a != a ? a : s; }

/* e^r - 1 for |r| <= ln(2)/2: r + r^2 times the polynomial through the Chebyshev nodes. */
INLINE double small_expm1(double r) {
    double p = 2.5095589467479502e-08;
    p = FMA(p, r, 2.7613852100963253e-07);
    p = FMA(p, r, 2.755728000429909e-06);
    p = FMA(p, r, 2.480153630713628e-05);
    p = FMA(p, r, 0.00019841269854370018);
    p = FMA(p, r, 0.0013888888905922382);
    p = FMA(p, r, 0.008333333333332152);
    p = FMA(p, r, 0.04166666666665131);
    p = FMA(p, r, 0.16666666666666666);
    p = FMA(p, r, 0.5);
    return FMA(r * r, p, r);
}

/* x = n ln 2 + r (Cody and Waite). */
INLINE double whole_part(double x) { return FMA(x, LOG2_E, ROUND) - ROUND; }
INLINE double rest_of(double x, double n) { return FMA(-n, LN2_LOW, FMA(-n, LN2_HIGH, x)); }

/* x <= 710 */
INLINE double exp_low(double x) {
    x = at_least(x, -746.0);
    double n = whole_part(x);
    double e = 1.0 + small_expm1(rest_of(x, n));
    double half = FMA(n, 0.5, BIASED);
    return e * power_of_two(half) * power_of_two(n - (half - BIASED) + BIASED);
}

INLINE double exp_(double x) { return exp_low(at_most(x, 710.0)); }

/* As in derive/kernel/runtime.py; here what rounding took is put back everywhere. */
INLINE double shift_(double largest) { return floor(largest); }
INLINE double finite_(double largest) { return fabs(largest) < INFINITY ? largest : 0.0; }
/* What is lost is NaN or too much only where the power is 0 or infinite. */
INLINE double restored_(double power, double lost) { return FMA(power, lost < 1.0 ? lost : 1.0, power); }
INLINE double powers_(double entry, double shift) {
    double distance = entry - shift, lost = entry - (distance + shift), power = exp_low(distance);
    return restored_(power, lost);
}

INLINE double expm1_(double x) {
    double y = at_most(at_least(x, -40.0), 40.0);
    double n = whole_part(y), scale = power_of_two(n + BIASED);
    double near = FMA(scale, small_expm1(rest_of(y, n)), scale - 1.0);
    near = x == 0.0 ? x : near;
    return x > 40.0 ? exp_(x) : near;
}

/* log of u times 1 + c, where u = 2^k (1 + f) with f between sqrt(1/2) - 1 and sqrt(2) - 1, and f = exact if k = 0
   (fdlibm, e_log.c and s_log1p.c). */
INLINE double log_of(double u, double exact, double c, double shift) {
    uint64_t b = bits_of(u) + 0x3ff0000000000000u - 0x3fe6a09e00000000u;
    double k = from_bits((b >> 52) | 0x4330000000000000u) - (4503599627370496.0 + 1023.0);
    double m = from_bits((b & 0x000fffffffffffffu) + 0x3fe6a09e00000000u);
    double f = k == 0.0 ? exact : m - 1.0;
    double low = k == 0.0 ? 0.0 : c;
    k += shift;
    double s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
    double p = 1.479819860511658591e-01;
    p = FMA(p, z, 1.531383769920937332e-01);
    p = FMA(p, z, 1.818357216161805012e-01);
    p = FMA(p, z, 2.222219843214978396e-01);
    p = FMA(p, z, 2.857142874366239149e-01);
    p = FMA(p, z, 3.999999999940941908e-01);
    p = FMA(p, z, 6.666666666666735130e-01);
    return k * LN2_HIGH - ((half - FMA(s, half + p * z, FMA(k, LN2_LOW, low))) - f);
}

INLINE double log_limits(double u, double x, double result) {
    result = u == 0.0 ? -INFINITY : result;
    result = u < 0.0 ? NAN : result;
    result = u == INFINITY ? u : result;
    return x != x ? x : result;
}

INLINE double log_(double x) {
    double scaled = x < 2.2250738585072014e-308 ? x * 18014398509481984.0 : x;
    double shift = x < 2.2250738585072014e-308 ? -54.0 : 0.0;
    return log_limits(x, x, log_of(scaled, scaled - 1.0, 0.0, shift));
}

INLINE double log1p_(double x) {
    double u = 1.0 + x;
    double c = (x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
    double result = log_limits(u, x, log_of(u, x, c, 0.0));
    return x == 0.0 ? x : result;
}

INLINE double exp_square_(double x, double scale) {
    double y = at_most(fabs(x), sqrt(1500.0 / fabs(scale))), square = y * y, lost = FMA(y, y, -square);
    double exponent = scale * square, power = exp_(exponent);
    return FMA(at_most(power, 1.7976931348623157e308), FMA(scale, square, -exponent) + scale * lost, power);
}
INLINE double exp_product_(double x, double scale) {
    double most = 1500.0 / fabs(scale), y = at_least(at_most(x, most), -most), exponent = scale * y, power = exp_(exponent);
    return FMA(at_most(power, 1.7976931348623157e308), FMA(scale, y, -exponent), power);
}
INLINE double sum_error_(double a, double b, double total) {
    double v = total - a;
    return (a - (total - v)) + (b - v);
}
INLINE double product_error_(double a, double b, double product) { return FMA(a, b, -product); }
INLINE double quotient_error_(double a, double b, double quotient) { return FMA(-quotient, b, a) / b; }
INLINE double root_error_(double a, double root) { return FMA(-root, root, a) / (2.0 * root); }
INLINE double corrected_(double value, double slope, double lost) {
    double change = slope * lost;
    return fabs(change) < INFINITY ? value + change : value;
}
INLINE double log_of_two_(double value, double a, double b) { (void)a, (void)b; return value; }
INLINE double rotated_(double value, double slope, double lost) {
    double e = fabs(lost) < INFINITY ? lost : 0.0;
    return value * cos(e) + slope * sin(e);
}
INLINE double weighted_(double weight, double log, double inside) {
    return weight == 0.0 && inside == inside ? 0.0 : weight * log;
}

INLINE double log1p_over_(double a, double b) {
    double ratio = a / b, result = log1p_(ratio);
    return fabs(ratio) == INFINITY ? log_(fabs(a)) - log_(fabs(b)) : result;
}

/* 0 <= x <= 1 needs no reduction: log(1 + x) = 2 artanh(x / (2 + x)), by the polynomial through the Chebyshev nodes. */
INLINE double log1p_unit(double x) {
    double s = x / (2.0 + x), z = s * s, half = 0.5 * x * x;
    double p = 0.16164069135734913;
    p = FMA(p, z, 0.08800750882345672);
    p = FMA(p, z, 0.12001064559356779);
    p = FMA(p, z, 0.13314145877499728);
    p = FMA(p, z, 0.15385569896692075);
    p = FMA(p, z, 0.18181789445552352);
    p = FMA(p, z, 0.22222222717133544);
    p = FMA(p, z, 0.2857142856711357);
    p = FMA(p, z, 0.40000000000014546);
    p = FMA(p, z, 0.6666666666666666);
    return x - (half - s * FMA(p, z, half));
}

INLINE double tanh_(double x) {
    double t = expm1_(-2.0 * fabs(x));
    return copysign(-t / (2.0 + t), x);
}

/* Reductions in lanes: each lane takes entries in, parts of so many of them are joined, and in the end lanes. The
   second number of a sum is what rounding added to it (Kahan); ``rest`` adds up what is below 1, and counts the ones. */
#define LANES 32
#define SOME 8
#define PART 64

INLINE void sum_in(double *total, double *ones, double value) {
    double y = value - *ones, t = *total + y;
    *ones = fabs(t) < INFINITY ? (t - *total) - y : 0.0;
    *total = t;
}
INLINE void plain_in(double *total, double *ones, double value) { (void)ones; *total += value; }
INLINE void prod_in(double *total, double *ones, double value) { (void)ones; *total *= value; }
INLINE void max_in(double *total, double *ones, double value) { (void)ones; *total = maximum_(*total, value); }
INLINE void min_in(double *total, double *ones, double value) { (void)ones; *total = minimum_(*total, value); }
INLINE void rest_in(double *total, double *ones, double value) {
    double one = value == 1.0 ? 1.0 : 0.0;
    *ones += one;
    *total += value - one;
}

#define HALVED(name, half) \
    for (int l = 0; l < half; l++) name##_join(total + l, ones + l, total[l + half], ones[l + half]);
#define JOIN(name, taking, correction)                                                                          \
    INLINE void name##_join(double *total, double *ones, double part, double part_of_ones) {                    \
        taking(total, ones, part);                                                                              \
        *ones += part_of_ones;                                                                                  \
    }                                                                                                           \
    INLINE void name##_of_lanes(int across, double *total, double *ones, double *found) {                       \
        if (across) { HALVED(name, 16) HALVED(name, 8) HALVED(name, 4) HALVED(name, 2) HALVED(name, 1) }        \
        for (int l = 0; l < LANES; l++) found[l] = total[across ? 0 : l] + (correction);                        \
    }
JOIN(sum, sum_in, -ones[across ? 0 : l])
JOIN(prod, prod_in, 0.0)
JOIN(max, max_in, 0.0)
JOIN(min, min_in, 0.0)
JOIN(rest, plain_in, ones[across ? 0 : l] - 1.0)

INLINE double *room(long numbers) { return malloc((numbers + 1) * sizeof(double)); }
INLINE void padded(int tail, const double *restrict row, double *restrict some) {
    for (int l = 0; l < tail; l++) some[l] = row[l];
    for (int l = tail; l % SOME; l++) some[l] = row[tail - 1];
}
INLINE void turned_in(long length, const double *restrict rows, double *restrict columns) {
    for (int l = 0; l < LANES; l++)
        for (long k = 0; k < length; k++) columns[k * LANES + l] = rows[l * length + k];
}
INLINE void turned_out(long length, const double *restrict columns, double *restrict rows) {
    for (int l = 0; l < LANES; l++)
        for (long k = 0; k < length; k++) rows[l * length + k] = columns[k * LANES + l];
}
