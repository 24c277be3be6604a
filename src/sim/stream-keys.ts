/**
 * Partition keys: which shard a key belongs to, and which parallel part of the shard reads it. AWS maps
 * the MD5 of a key to a range of hashes; here a key is a number and its hash is
 * MurmurHash3's finaliser, the same everywhere. One key is always in one shard and one part.
 */
// Begun so that the first few keys fall into different shards and parts: small examples have few keys.
const SHARDS = 19_436;
const PARTS = 24_754;

/** The shard a key belongs to, from 0. */
export function shardOf(key: number, shards: number): number {
  return hash(key, SHARDS) % shards;
}

/** The parallel part of its shard that reads a key, from 0. */
export function partOf(key: number, parts: number): number {
  return hash(key, PARTS) % parts;
}

function hash(key: number, begin: number): number {
  let h = (key ^ begin) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
