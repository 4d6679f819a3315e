/* Functions of the normal distribution; the same polynomials as in derive/kernel/tails.py. */
INLINE double tail_e(double t) {
    double p = -1.4506607968251935e-10;
    p = FMA(p, t, 3.8754602562689754e-10);
    p = FMA(p, t, 1.7174294260850357e-09);
    p = FMA(p, t, -5.187296046231376e-09);
    p = FMA(p, t, -1.1483738260580701e-08);
    p = FMA(p, t, 4.5525594245551566e-08);
    p = FMA(p, t, 5.144442274791843e-08);
    p = FMA(p, t, -3.6251386038087446e-07);
    p = FMA(p, t, 3.902926078262734e-09);
    p = FMA(p, t, 2.6490399773817633e-06);
    p = FMA(p, t, -4.1383358309087905e-06);
    p = FMA(p, t, -1.3150549897245758e-05);
    p = FMA(p, t, 6.403270692900713e-05);
    p = FMA(p, t, -6.0136955620917455e-05);
    p = FMA(p, t, -0.00038976748430922);
    p = FMA(p, t, 0.00211642162115978);
    p = FMA(p, t, -0.006068735219331131);
    p = FMA(p, t, 0.012161784748331477);
    p = FMA(p, t, -0.017515654646596667);
    p = FMA(p, t, 0.015312509679629287);
    p = FMA(p, t, 0.00396205568129377);
    p = FMA(p, t, -0.04808038122131848);
    p = FMA(p, t, 0.11704966551044244);
    p = FMA(p, t, -0.199344582800367);
    p = FMA(p, t, 0.6849972881253069);
    return p;
}
INLINE double tail_m(double t) {
    double p = 2.6289644802251426e-11;
    p = FMA(p, t, 3.69180518064849e-10);
    p = FMA(p, t, -3.494850696223551e-10);
    p = FMA(p, t, -4.550151090313197e-09);
    p = FMA(p, t, 3.5836571927934742e-09);
    p = FMA(p, t, 3.4193429631665895e-08);
    p = FMA(p, t, -3.940727756304603e-08);
    p = FMA(p, t, -2.1354162740530068e-07);
    p = FMA(p, t, 4.459248510368885e-07);
    p = FMA(p, t, 1.0582537345773514e-06);
    p = FMA(p, t, -4.692523878124555e-06);
    p = FMA(p, t, -4.841099236048294e-07);
    p = FMA(p, t, 3.8858315971931995e-05);
    p = FMA(p, t, -9.055982768998746e-05);
    p = FMA(p, t, -8.147073828586967e-05);
    p = FMA(p, t, 0.00115871351060121);
    p = FMA(p, t, -0.004252400937281442);
    p = FMA(p, t, 0.010221481356132604);
    p = FMA(p, t, -0.018229966318691174);
    p = FMA(p, t, 0.024305078466741337);
    p = FMA(p, t, -0.021413634567731123);
    p = FMA(p, t, 0.0022150251247763536);
    p = FMA(p, t, 0.03618652602924563);
    p = FMA(p, t, -0.08833898904448781);
    p = FMA(p, t, 0.45722751116333127);
    return p;
}
INLINE double erf_over_x(double t) {
    double p = -1.4296125151214414e-07;
    p = FMA(p, t, 1.6333275676266672e-06);
    p = FMA(p, t, -1.4921156135429957e-05);
    p = FMA(p, t, 0.00012055237780486875);
    p = FMA(p, t, -0.0008548325772227582);
    p = FMA(p, t, 0.005223977615416509);
    p = FMA(p, t, -0.026866170644669406);
    p = FMA(p, t, 0.11283791670954045);
    p = FMA(p, t, -0.3761263890318374);
    p = FMA(p, t, 1.1283791670955126);
    return p;
}

INLINE double fallen_e(double x) {
    double y = at_most(x, 1e30);
    return tail_e((y - 4.0) / (y + 4.0)) / (1.0 + x);
}
INLINE double fallen_m(double x) {
    double y = at_most(x, 1e30);
    return tail_m((y - 5.5) / (y + 5.5)) / (1.0 + x);
}

/* exp(-x^2 scale) and exp(x^2 scale), with what rounding takes from the square. */
INLINE double bell_(double x, double scale) {
    double y = at_most(x, 1e3), square = y * y, lost = FMA(y, y, -square), power = exp_low(-scale * square);
    return FMA(-power, scale * lost, power);
}
INLINE double grown_(double x, double scale) {
    double y = at_most(x, 1e3), square = y * y, lost = FMA(y, y, -square);
    return exp_(scale * square) * (1.0 + scale * lost);
}

INLINE double own_erfc_(double x) {
    double y = fabs(x), tail = fallen_e(y) * bell_(y, 1.0);
    return x < 0.0 ? 2.0 - tail : tail;
}
INLINE double own_erf_(double x) {
    double y = fabs(x), far = 1.0 - own_erfc_(y), near = y * erf_over_x(at_most(y * y, 0.3));
    return copysign(y < 0.5 ? near : far, x);
}
INLINE double erfcx_(double x) {
    double y = fabs(x), tail = fallen_e(y), grown = 2.0 * grown_(y, 1.0) - tail;
    return x < 0.0 ? grown : tail;
}
INLINE double normal_cdf_(double x) {
    double y = fabs(x), tail = fallen_m(y) * bell_(y, 0.5);
    return x > 0.0 ? 1.0 - tail : tail;
}
INLINE double log_normal_cdf_(double x) {
    double y = fabs(x), tail = fallen_m(y), above = log1p_(-tail * bell_(y, 0.5));
    double below = log_(tail) - 0.5 * y * y;
    return x > 0.0 ? above : below;
}
INLINE double mills_ratio_(double x) {
    double y = fabs(x), tail = fallen_m(y), grown = grown_(y, 0.5) - tail;
    return 2.5066282746310002 * (x < 0.0 ? grown : tail);
}
