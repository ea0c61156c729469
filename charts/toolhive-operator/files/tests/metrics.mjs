// The hooks must be ready, and have metrics where Prometheus is to read them.
const { METRICS_URL, METRICS_EXPORTER } = process.env;
const hasMetrics = ['prometheus', 'both'].includes(METRICS_EXPORTER);
for (const [path, expected] of [['/readyz', 'ok'], ...(hasMetrics ? [['/metrics', '# TYPE ']] : [])]) {
  const { status, text } = await ask(METRICS_URL + path).catch((error) => end(false, `${path} does not answer: ${error.message}`));
  if (status !== 200 || !text.includes(expected)) end(false, `${path}: ${status} ${text.slice(0, 200)}`);
}
end(true, hasMetrics ? 'ready, with metrics' : 'ready');
