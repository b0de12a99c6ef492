export const post = (
	fetch: typeof globalThis.fetch,
	path: string,
	body: object,
	init: RequestInit,
): Promise<Response> =>
	fetch(path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		...init,
	});
