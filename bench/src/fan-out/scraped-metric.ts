/** The value of a metric without labels in a Prometheus text; zero when it is not there. */
const metricIn = (text: string, name: string): number => {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
};

/** Scrapes one metric of a gateway. */
export const scrapeMetric = async (port: number, name: string): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  return metricIn(await response.text(), name);
};
