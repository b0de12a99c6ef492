/**
 * Who may break what `npm start` has started: a page that this API has served itself. A website elsewhere in the same
 * browser can send requests here too. It cannot read the page with the token in it, nor send a header of its own here, nor
 * an Origin of ours; and a name of its own that it lets point to this machine is not one of this machine's.
 *
 * @module
 */
import { timingSafeEqual } from 'node:crypto';

/** Under this path, by a token that is the path of the supervisor's control door too. */
export const DEVELOPMENT_PATH = '/development/';
export const DEVELOPMENT_TOKEN_HEADER = 'x-greenroom-development';

export type Entrance = 'open' | 'foreign_host' | 'foreign_origin' | 'wrong_token';

const OURS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Asked for by a name that only this machine has. */
export const isOurs = (url: URL): boolean => OURS.has(url.hostname);

/** In a time that does not tell how much of it is right. */
export const isSameToken = (given: string, wanted: string): boolean => {
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.length === b.length && timingSafeEqual(a, b);
};

/** The operators' page and the simulator have nothing to break. */
export const isCallPage = (path: string): boolean => path === '/' || path === '/index.html';

export function entranceOf(request: Request, token: string): Entrance {
	const url = new URL(request.url);
	if (!isOurs(url)) return 'foreign_host';
	// Browsers name the origin with each POST.
	const origin = request.headers.get('origin');
	if (origin !== null && origin !== url.origin) return 'foreign_origin';
	return isSameToken(request.headers.get(DEVELOPMENT_TOKEN_HEADER) ?? '', token) ? 'open' : 'wrong_token';
}

/** The first script of the page, so that it can take the network from those that follow. */
export const developmentTag = (token: string) => ({
	tag: 'script' as const,
	attrs: { src: `${DEVELOPMENT_PATH}break-it.js`, 'data-token': token },
});

export function withDevelopmentTag(html: string, token: string): string {
	const { attrs } = developmentTag(token);
	const tag = `<script src="${attrs.src}" data-token="${attrs['data-token']}"></script>`;
	const [first] = /<script\b/.exec(html) ?? ['</head>'];
	return html.replace(first, () => `${tag}${first}`);
}
