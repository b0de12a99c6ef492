/**
 * Who operates the page: nobody, or somebody with a token that the API has taken.
 *
 * @module
 */
import { type Accessor, createSignal } from 'solid-js';
import { makeOperatorApi, type OperatorApi } from '../api/operator-api.ts';
import type { TokenPlace } from './token.ts';

/** Why somebody is not signed in. `over`: the token was good, and is not any more. */
export type Problem = 'wrong' | 'over' | 'unreachable' | 'failed';

export interface SignIn {
	/** Null: nobody is signed in. */
	readonly api: Accessor<OperatorApi | null>;
	readonly isAsking: Accessor<boolean>;
	readonly problem: Accessor<Problem | null>;
	readonly signIn: (token: string) => Promise<void>;
	readonly signOut: () => void;
}

export function createSignIn(fetch: typeof globalThis.fetch, place: TokenPlace): SignIn {
	const [api, setApi] = createSignal<OperatorApi | null>(null);
	const [isAsking, setAsking] = createSignal(false);
	const [problem, setProblem] = createSignal<Problem | null>(null);
	let leave = new AbortController();

	function out(why: Problem | null): void {
		leave.abort();
		place.forget();
		setProblem(why);
		setApi(null);
	}
	function enter(token: string): OperatorApi {
		leave = new AbortController();
		const { signal } = leave;
		// Of an answer that comes after somebody has signed out nothing is to be done.
		return makeOperatorApi({ fetch, token, signal, onRefused: () => !signal.aborted && api() !== null && out('over') });
	}
	// A tab that was reloaded does not ask whether its token is still good: the first answer tells.
	const kept = place.read();
	if (kept !== null) setApi(enter(kept));

	return {
		api,
		isAsking,
		problem,
		async signIn(token) {
			setAsking(true);
			setProblem(null);
			const tried = enter(token);
			const answer = await tried.pool();
			setAsking(false);
			if (answer.outcome === 'unreachable') setProblem('unreachable');
			else if (answer.outcome === 'refused' && answer.status === 401) setProblem('wrong');
			// A store that is away is no reason to be kept out.
			else if (answer.outcome === 'refused' && answer.code === null) setProblem('failed');
			else {
				place.keep(token);
				setApi(tried);
			}
		},
		signOut: () => out(null),
	};
}
