/**
 * The parameters of a stage, from AWS's Parameter Store.
 *
 * @module
 */
import { type PageAnswer, type ParameterAccess, readPage } from './parameter-page.ts';

export interface Reading {
	readonly fetch: typeof fetch;
	/** Milliseconds since the epoch; AWS refuses a signature that is five minutes old. */
	readonly now: () => number;
	readonly pause: (ms: number) => Promise<void>;
	/** Milliseconds for all of it: somebody waits for an answer meanwhile. */
	readonly withinMs?: number;
}

/** They could not be had. Says what to do, and none of their values. */
export class ParametersUnavailable extends Error {
	override readonly name = 'ParametersUnavailable';
}

const WITHIN_MS = 4_000;
const ATTEMPT_MS = 1_500;
const ATTEMPTS = 3;
const PAUSE_MS = 100;
/** Each has ten at most. */
const PAGES = 20;

/**
 * Names, as AWS has them, with their decrypted values.
 *
 * @throws ParametersUnavailable
 */
export async function readParameters(access: ParameterAccess, reading: Reading): Promise<ReadonlyMap<string, string>> {
	const end = AbortSignal.timeout(reading.withinMs ?? WITHIN_MS);
	const found = new Map<string, string>();
	let token: string | null = null;
	for (let page = 0; page < PAGES; page++) {
		const { parameters, next } = await persist(access, token, reading, end);
		for (const { Name, Value } of parameters) found.set(Name, Value);
		// A page may be empty and not be the last one.
		if (next === null) return found;
		token = next;
	}
	throw new ParametersUnavailable(`There are more than ${10 * PAGES} parameters below ${access.path}.`);
}

type Page = Extract<PageAnswer, { readonly kind: 'page' }>;

async function persist(
	access: ParameterAccess,
	token: string | null,
	{ fetch, now, pause }: Reading,
	end: AbortSignal,
): Promise<Page> {
	for (let attempt = 1; ; attempt++) {
		const signal = AbortSignal.any([end, AbortSignal.timeout(ATTEMPT_MS)]);
		const answer = await readPage(access, token, { fetch, now, signal });
		if (answer.kind === 'page') return answer;
		if (answer.kind === 'refused') throw new ParametersUnavailable(sayRefusal(answer.why, access.path));
		if (attempt === ATTEMPTS || end.aborted)
			throw new ParametersUnavailable(`The Parameter Store does not answer: ${answer.why}.`);
		await pause(PAUSE_MS * 2 ** (attempt - 1));
	}
}

const sayRefusal = (why: string, path: string): string =>
	why.includes('AccessDenied')
		? `The Parameter Store refuses (${why}): the role needs ssm:GetParametersByPath on ${path}, and kms:Decrypt for a key of your own.`
		: `The Parameter Store refuses (${why}) to say what is below ${path}.`;
