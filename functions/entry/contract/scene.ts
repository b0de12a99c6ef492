/**
 * One entry while the contract is played through at it, and what was seen there.
 *
 * @module
 */
import type { TestPerson } from '../../livekit/testing.ts';
import type { Answer } from './answer.ts';
import type { ViewerRequest } from './viewer.ts';

/** A way to the API. */
export interface Entry {
	/** By which its page is asked for. */
	readonly origin: string;
	readonly version: string;
	/** What it has logged, line by line. */
	readonly lines: readonly string[];
	readonly send: (request: ViewerRequest) => Promise<Answer>;
	readonly stop: () => Promise<void>;
}

/** What stands behind every entry alike. */
export interface Behind {
	readonly livekit: {
		comes(room: string, person: TestPerson): void;
		/** A room as webhooks tell of it. */
		told(room: string): object;
		/** What was asked for since: `CreateDispatch`, `DeleteRoom`, … */
		readonly asked: readonly string[];
	};
	/** Signed as LiveKit signs it: the JWT holds the hash of the raw body. */
	readonly signWebhook: (body: string) => Promise<string>;
	/** Keys of what is counted for addresses. */
	readonly countedAddresses: () => Promise<readonly string[]>;
}

/** One request and its answer, without what is another one each time. */
export interface Exchange {
	readonly step: string;
	readonly request: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly cookies: readonly string[];
	readonly body: string;
}

interface Asking {
	/** Sent as JSON. */
	readonly json?: unknown;
	readonly body?: string | Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
	/** Whether the page's own cookie goes along; by default it does. */
	readonly cookie?: boolean;
}

export interface Scene extends Behind {
	readonly entry: Entry;
	/** As a page of the entry's own origin, with its cookie. */
	ask(method: string, path: string, asking?: Asking): Promise<Answer>;
	/** What one step leaves to those after it. */
	readonly left: { cookie: string; room: string; visitorToken: string };
	readonly seen: readonly Exchange[];
	begins(step: string): void;
}

export function makeScene(entry: Entry, behind: Behind): Scene {
	const seen: Exchange[] = [];
	const left = { cookie: '', room: '', visitorToken: '' };
	let step = '';
	return {
		...behind,
		entry,
		left,
		seen,
		begins: (next) => {
			step = next;
		},
		async ask(method, path, { json, body, headers = {}, cookie = true } = {}) {
			const sent = json === undefined ? body : JSON.stringify(json);
			const answer = await entry.send({
				method,
				path,
				headers: {
					origin: entry.origin,
					'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0',
					...(json === undefined ? {} : { 'content-type': 'application/json' }),
					...(cookie && left.cookie !== '' ? { cookie: left.cookie } : {}),
					...headers,
				},
				...(sent === undefined ? {} : { body: sent }),
			});
			seen.push(exchangeOf(entry, step, `${method} ${plain(path)}`, answer));
			return answer;
		},
	};
}

/** Of the way that an answer takes, and not of the answer. */
const TRANSPORT = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'];

const exchangeOf = (entry: Entry, step: string, request: string, answer: Answer): Exchange => ({
	step,
	request,
	status: answer.status,
	headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !TRANSPORT.includes(name))),
	// On http loopback browsers keep neither: a documented difference, which the steps look at.
	cookies: answer.cookies.map((cookie) => plain(cookie).replace('__Host-', '').replace('; Secure', '')),
	body: plain(answer.text).replaceAll(`"${entry.version}"`, '"<version>"'),
});

/** Names and numbers that are others each time. */
const plain = (text: string): string =>
	text
		.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<jwt>')
		.replaceAll(/v_[\w-]{22}/g, '<visitor>')
		.replaceAll(/(?<=<visitor>\.|"generation":)\d{10}/g, '<generation>')
		.replaceAll(/\b1[789]\d{11}\b/g, '<time>')
		.replaceAll(/(?<=Ms":)-?\d+/g, '<ms>');

export interface Step {
	readonly name: string;
	readonly play: (scene: Scene) => Promise<void>;
}

export const bodyOf = ({ text }: Answer) => JSON.parse(text);
