/**
 * A visitor without a page: a native app's way in.
 *
 * @module
 */
import * as z from 'zod/mini';
import { problemSchema } from '../../../functions/protocol/problem.ts';
import { type TokenResponse, tokenResponseSchema } from '../../../functions/protocol/token.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { type Answer, ask, at, readJson } from '../../deployment/request.ts';

/** Null where the answer was as it should be; else its status and its code, or why there was none. */
export type Refusal = string | null;

export interface Visitor {
	/** @returns a token, or why there is none */
	token(): Promise<TokenResponse | { readonly refusal: string }>;
	hangUp(room: string): Promise<Refusal>;
}

const visitorSchema = z.object({ token: z.string() });

export async function newVisitor({
	apiUrl,
}: Pick<Deployment, 'apiUrl'>): Promise<Visitor | { readonly refusal: string }> {
	const post = (path: string, body: object, bearer?: string) =>
		ask(at(apiUrl, path), {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
			},
			body: JSON.stringify(body),
		});
	const known = read(await post('/api/visitor', {}), visitorSchema);
	if ('refusal' in known) return known;
	const { token: bearer } = known.body;
	return {
		token: async () => {
			const given = read(await post('/api/livekit/token', { participant_name: 'Canary' }, bearer), tokenResponseSchema);
			return 'refusal' in given ? given : given.body;
		},
		hangUp: async (room) => {
			const done = read(await post('/api/livekit/delete-room', { room_name: room }, bearer), z.unknown());
			return 'refusal' in done ? done.refusal : null;
		},
	};
}

function read<S extends z.ZodMiniType>(
	answer: Answer,
	schema: S,
): { readonly body: z.infer<S> } | { readonly refusal: string } {
	if (answer.outcome === 'unreachable') return { refusal: answer.why };
	const code = readJson(answer, problemSchema)?.code;
	if (answer.status >= 300) return { refusal: code === undefined ? `${answer.status}` : `${answer.status} ${code}` };
	const body = readJson(answer, schema);
	return body === null ? { refusal: 'unreadable' } : { body };
}
