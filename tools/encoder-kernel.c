/*
 * The arithmetic of functions/models/encoder/sentence-encoder.ts in WebAssembly SIMD, without a library. The caller lays
 * out the memory behind `__heap_base`; nothing here keeps state. functions/models/encoder/kernel.ts holds it compiled,
 * with the command; test/models/encoder/kernel.test.ts compares each function with plain JavaScript.
 *
 * Every `columns`, `hidden` and `count` is a multiple of 8, every number of rows a multiple of 2.
 */
#include <stdint.h>
#include <wasm_simd128.h>

#define exported(name) __attribute__((export_name(#name))) void name
#define inlined static inline __attribute__((always_inline))

/*
 * Numbers go through a product as 14 bits with their sign: 1536 columns x 8191 x 127 is 1.6e9, which a sum of 32 bits
 * holds, so that no product overflows however its signs fall.
 */
static const float most_level = 8191.0f;

inlined float sum_of(v128_t v) {
  v = wasm_f32x4_add(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  v = wasm_f32x4_add(v, wasm_i32x4_shuffle(v, v, 1, 0, 3, 2));
  return wasm_f32x4_extract_lane(v, 0);
}

inlined float most_of(v128_t v) {
  v = wasm_f32x4_pmax(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  v = wasm_f32x4_pmax(v, wasm_i32x4_shuffle(v, v, 1, 0, 3, 2));
  return wasm_f32x4_extract_lane(v, 0);
}

/* Whole numbers in place of a token's numbers, and what one of them is worth. */
static float quantised(const float *from, int16_t *to, int columns) {
  v128_t most = wasm_f32x4_splat(0);
  for (int at = 0; at < columns; at += 4) most = wasm_f32x4_pmax(most, wasm_f32x4_abs(wasm_v128_load(from + at)));
  float largest = most_of(most);
  v128_t factor = wasm_f32x4_splat(largest > 0 ? most_level / largest : 0);
  for (int at = 0; at < columns; at += 8) {
    v128_t low = wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(from + at), factor));
    v128_t high = wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(from + at + 4), factor));
    v128_t both = wasm_i16x8_narrow_i32x4(wasm_i32x4_trunc_sat_f32x4(low), wasm_i32x4_trunc_sat_f32x4(high));
    wasm_v128_store(to + at, both);
  }
  return largest / most_level;
}

/* The sums of four vectors, as one vector. */
inlined v128_t sums_of(v128_t a, v128_t b, v128_t c, v128_t d) {
  v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

/* Two rows with up to four tokens: what is loaded once serves eight sums, which all stay in registers. */
inlined void block(float *out, const int16_t *levels, const float *worths, const int8_t *weights, const float *scales,
                   const float *bias, int rows, int columns, int tokens) {
  v128_t zero = wasm_i32x4_splat(0);
  v128_t first[4] = {zero, zero, zero, zero}, second[4] = {zero, zero, zero, zero};
  for (int at = 0; at < columns; at += 8) {
    v128_t one = wasm_i16x8_load8x8(weights + at);
    v128_t other = wasm_i16x8_load8x8(weights + columns + at);
#pragma unroll
    for (int token = 0; token < tokens; token++) {
      v128_t level = wasm_v128_load(levels + token * columns + at);
      first[token] = wasm_i32x4_add(first[token], wasm_i32x4_dot_i16x8(level, one));
      second[token] = wasm_i32x4_add(second[token], wasm_i32x4_dot_i16x8(level, other));
    }
  }
  v128_t worth = wasm_v128_load(worths);
  v128_t one = wasm_f32x4_convert_i32x4(sums_of(first[0], first[1], first[2], first[3]));
  v128_t other = wasm_f32x4_convert_i32x4(sums_of(second[0], second[1], second[2], second[3]));
  one = wasm_f32x4_add(wasm_f32x4_mul(one, wasm_f32x4_mul(worth, wasm_f32x4_splat(scales[0]))), wasm_f32x4_splat(bias[0]));
  other =
      wasm_f32x4_add(wasm_f32x4_mul(other, wasm_f32x4_mul(worth, wasm_f32x4_splat(scales[1]))), wasm_f32x4_splat(bias[1]));
  v128_t low = wasm_i32x4_shuffle(one, other, 0, 4, 1, 5), high = wasm_i32x4_shuffle(one, other, 2, 6, 3, 7);
  wasm_v128_store64_lane(out, low, 0);
  if (tokens > 1) wasm_v128_store64_lane(out + rows, low, 1);
  if (tokens > 2) wasm_v128_store64_lane(out + 2 * rows, high, 0);
  if (tokens > 3) wasm_v128_store64_lane(out + 3 * rows, high, 1);
}

/*
 * out[token][row] = bias[row] + scales[row] * sum over columns of weights[row][column] * in[token][column].
 * `levels` has room for tokens * columns whole numbers, `worths` for tokens + 3 numbers.
 */
exported(product)(float *out, const float *in, const int8_t *weights, const float *scales, const float *bias,
                  int16_t *levels, float *worths, int tokens, int rows, int columns) {
  for (int token = 0; token < tokens; token++)
    worths[token] = quantised(in + token * columns, levels + token * columns, columns);
  /* Rows outside, tokens inside: weights come from memory once, the tokens' levels stay in the cache. */
  for (int row = 0; row < rows; row += 2) {
    const int8_t *pair = weights + row * columns;
    int token = 0;
#define next(count)                                                                                                  \
  block(out + token * rows + row, levels + token * columns, worths + token, pair, scales + row, bias + row, rows,     \
        columns, count)
    for (; token + 4 <= tokens; token += 4) next(4);
    if (tokens - token == 3) next(3);
    if (tokens - token == 2) next(2);
    if (tokens - token == 1) next(1);
  }
}

/* e to the power of each, to 2e-7 of it; what is below -87 counts as -87. */
inlined v128_t exponential(v128_t x) {
  x = wasm_f32x4_pmin(wasm_f32x4_splat(87), wasm_f32x4_pmax(wasm_f32x4_splat(-87), x));
  v128_t whole = wasm_f32x4_nearest(wasm_f32x4_mul(x, wasm_f32x4_splat(1.44269504f)));
  /* ln 2 in two parts, so that taking away many of them loses nothing (Cody & Waite). */
  v128_t rest = wasm_f32x4_sub(x, wasm_f32x4_mul(whole, wasm_f32x4_splat(0.693359375f)));
  rest = wasm_f32x4_add(rest, wasm_f32x4_mul(whole, wasm_f32x4_splat(2.12194440e-4f)));
  v128_t sum = wasm_f32x4_splat(1.0f / 720);
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(1.0f / 120));
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(1.0f / 24));
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(1.0f / 6));
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(0.5f));
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(1));
  sum = wasm_f32x4_add(wasm_f32x4_mul(sum, rest), wasm_f32x4_splat(1));
  v128_t power = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(whole), wasm_i32x4_splat(127)), 23);
  return wasm_f32x4_mul(sum, power);
}

/* GELU in place, x/2 * (1 + erf(x / sqrt 2)), with erf to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
exported(gelu)(float *values, int count) {
  v128_t one = wasm_f32x4_splat(1);
  for (int at = 0; at < count; at += 4) {
    v128_t x = wasm_v128_load(values + at);
    v128_t z = wasm_f32x4_mul(wasm_f32x4_abs(x), wasm_f32x4_splat(0.70710678f));
    v128_t t = wasm_f32x4_div(one, wasm_f32x4_add(one, wasm_f32x4_mul(z, wasm_f32x4_splat(0.3275911f))));
    v128_t sum = wasm_f32x4_splat(1.061405429f);
    sum = wasm_f32x4_add(wasm_f32x4_mul(sum, t), wasm_f32x4_splat(-1.453152027f));
    sum = wasm_f32x4_add(wasm_f32x4_mul(sum, t), wasm_f32x4_splat(1.421413741f));
    sum = wasm_f32x4_add(wasm_f32x4_mul(sum, t), wasm_f32x4_splat(-0.284496736f));
    sum = wasm_f32x4_add(wasm_f32x4_mul(sum, t), wasm_f32x4_splat(0.254829592f));
    v128_t left = wasm_f32x4_mul(wasm_f32x4_mul(sum, t), exponential(wasm_f32x4_neg(wasm_f32x4_mul(z, z))));
    /* erf is odd: x * erf(x / sqrt 2) is |x| * erf(|x| / sqrt 2). */
    v128_t odd = wasm_f32x4_mul(wasm_f32x4_abs(x), wasm_f32x4_sub(one, left));
    wasm_v128_store(values + at, wasm_f32x4_mul(wasm_f32x4_splat(0.5f), wasm_f32x4_add(x, odd)));
  }
}

/* states = LayerNorm(states + more) * gain + shift, token by token, with BERT's epsilon. */
exported(normalise)(float *states, const float *more, const float *gain, const float *shift, int tokens, int hidden) {
  for (int token = 0; token < tokens; token++, states += hidden, more += hidden) {
    v128_t sum = wasm_f32x4_splat(0), squares = wasm_f32x4_splat(0);
    for (int at = 0; at < hidden; at += 4) {
      v128_t value = wasm_f32x4_add(wasm_v128_load(states + at), wasm_v128_load(more + at));
      wasm_v128_store(states + at, value);
      sum = wasm_f32x4_add(sum, value);
    }
    v128_t mean = wasm_f32x4_splat(sum_of(sum) / hidden);
    for (int at = 0; at < hidden; at += 4) {
      v128_t value = wasm_f32x4_sub(wasm_v128_load(states + at), mean);
      squares = wasm_f32x4_add(squares, wasm_f32x4_mul(value, value));
    }
    v128_t factor = wasm_f32x4_splat(1 / __builtin_sqrtf(sum_of(squares) / hidden + 1e-12f));
    for (int at = 0; at < hidden; at += 4) {
      v128_t value = wasm_f32x4_mul(wasm_f32x4_sub(wasm_v128_load(states + at), mean), factor);
      value = wasm_f32x4_add(wasm_f32x4_mul(value, wasm_v128_load(gain + at)), wasm_v128_load(shift + at));
      wasm_v128_store(states + at, value);
    }
  }
}

/* In place: e to the power of each less the largest. Behind the last there is room up to the next four. */
static float softened(float *scores, int tokens) {
  float largest = scores[0];
  for (int token = 1; token < tokens; token++) largest = scores[token] > largest ? scores[token] : largest;
  for (int token = tokens; token % 4 != 0; token++) scores[token] = largest;
  for (int token = 0; token < tokens; token += 4)
    wasm_v128_store(scores + token,
                    exponential(wasm_f32x4_sub(wasm_v128_load(scores + token), wasm_f32x4_splat(largest))));
  float sum = 0;
  for (int token = 0; token < tokens; token++) sum += scores[token];
  return sum;
}

/*
 * What each token takes from all, head by head. A row of `asked` has a token's queries, keys and values, `hidden` numbers
 * each; a head has 32 of them. `scores` has room for tokens + 3 numbers.
 */
exported(attend)(float *out, const float *asked, float *scores, int tokens, int hidden) {
  const int width = 32, stride = 3 * hidden;
  const float root = 0.17677670f; /* 1 / sqrt 32 */
  for (int head = 0; head < hidden; head += width) {
    const float *keys = asked + hidden + head, *values = asked + 2 * hidden + head;
    for (int token = 0; token < tokens; token++) {
      const float *query = asked + token * stride + head;
      v128_t own[8], taken[8];
#pragma unroll
      for (int at = 0; at < 8; at++) own[at] = wasm_f32x4_mul(wasm_v128_load(query + 4 * at), wasm_f32x4_splat(root));
      for (int other = 0; other < tokens; other++) {
        v128_t sum = wasm_f32x4_splat(0);
#pragma unroll
        for (int at = 0; at < 8; at++)
          sum = wasm_f32x4_add(sum, wasm_f32x4_mul(own[at], wasm_v128_load(keys + other * stride + 4 * at)));
        scores[other] = sum_of(sum);
      }
      v128_t share = wasm_f32x4_splat(1 / softened(scores, tokens));
#pragma unroll
      for (int at = 0; at < 8; at++) taken[at] = wasm_f32x4_splat(0);
      for (int other = 0; other < tokens; other++) {
        v128_t score = wasm_f32x4_splat(scores[other]);
#pragma unroll
        for (int at = 0; at < 8; at++)
          taken[at] =
              wasm_f32x4_add(taken[at], wasm_f32x4_mul(score, wasm_v128_load(values + other * stride + 4 * at)));
      }
#pragma unroll
      for (int at = 0; at < 8; at++)
        wasm_v128_store(out + token * hidden + head + 4 * at, wasm_f32x4_mul(taken[at], share));
    }
  }
}
