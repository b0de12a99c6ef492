// A CloudFront function, for viewer requests of /api/*: says by which name and from where the visitor asks. See
// functions/protocol/front.ts. CloudFront runs it by the name `handler`, and knows neither modules nor TypeScript.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
	const request = event.request;
	request.headers['x-viewer-host'] = { value: request.headers.host.value };
	request.headers['x-viewer-address'] = { value: event.viewer.ip };
	return request;
}
