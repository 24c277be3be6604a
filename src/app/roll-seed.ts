/** Another seed than the present one; any will do. */
export function rollSeed(seed: number): number {
  const rolled = 1 + Math.floor(Math.random() * 9999);
  return rolled === seed ? rolled + 1 : rolled;
}
