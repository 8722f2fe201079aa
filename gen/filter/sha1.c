/*
 * SHA-1 (FIPS 180-4), which filters use to name things
 * after their content. No library that we have brings it.
 */
#include "filter/sha1.h"

#include <stdint.h>
#include <string.h>

struct sum {
    uint32_t h[5];
};

static uint32_t rotate(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d)
{
    if (round < 20)
        return ((b & c) | (~b & d)) + 0x5A827999u;
    if (round < 40)
        return (b ^ c ^ d) + 0x6ED9EBA1u;
    if (round < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCu;
    return (b ^ c ^ d) + 0xCA62C1D6u;
}

static void add_block(struct sum *sum, const unsigned char *at)
{
    uint32_t w[80], h[5];
    for (int i = 0; i < 16; i++, at += 4)
        w[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    for (int i = 16; i < 80; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(h, sum->h, sizeof h);
    for (int i = 0; i < 80; i++) {
        uint32_t next = rotate(h[0], 5) + mix(i, h[1], h[2], h[3]) + h[4] + w[i];
        h[4] = h[3];
        h[3] = h[2];
        h[2] = rotate(h[1], 30);
        h[1] = h[0];
        h[0] = next;
    }
    for (int i = 0; i < 5; i++)
        sum->h[i] += h[i];
}

/* What is left after whole blocks, a one bit, zeros, and the length in bits. */
static void add_end(struct sum *sum, const char *rest, size_t len, size_t total)
{
    unsigned char block[128] = {0};
    size_t size = len < 56 ? 64 : 128;
    memcpy(block, rest, len);
    block[len] = 0x80;
    for (size_t i = 0; i < 8; i++)
        block[size - 1 - i] = (unsigned char)((uint64_t)total * 8 >> (8 * i));
    for (size_t i = 0; i < size; i += 64)
        add_block(sum, block + i);
}

void sha1_hex(struct str text, char hex[41])
{
    struct sum sum = {{0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u}};
    size_t at = 0;
    for (; at + 64 <= text.len; at += 64)
        add_block(&sum, (const unsigned char *)text.at + at);
    add_end(&sum, text.at + at, text.len - at, text.len);
    for (int i = 0; i < 40; i++)
        hex[i] = "0123456789abcdef"[sum.h[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex[40] = '\0';
}
