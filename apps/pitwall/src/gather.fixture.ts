/** Everything that a source yields. */
export const gather = async <Value>(source: AsyncIterable<Value>): Promise<readonly Value[]> => {
  const values: Value[] = [];
  for await (const value of source) values.push(value);
  return values;
};
