/**
 * Is the token that the API gives a visitor one with which LiveKit lets them in, and which asks for the right agent?
 *
 * @module
 */
import { compactVerify, decodeJwt } from 'jose';
import * as z from 'zod/mini';
import type { Deployment } from '../../deployment/deployment.ts';
import { fault, type Judged, ok } from '../finding.ts';
import { compareNames, sayMiss, shown } from './agent-name.ts';

export interface TokenFacts {
	/** Where the API sends a page. */
	readonly serverUrl: string;
	/** The key with which it signs. */
	readonly apiKey: string;
	/** By the secret that we have. */
	readonly isSignedByOurs: boolean;
	/** Names of the agents that the token asks for. */
	readonly agents: readonly string[];
	/** What it says of the room that it creates; null: nothing. */
	readonly departureSeconds: number | null;
}

const claimsSchema = z.object({
	iss: z.string(),
	roomConfig: z.optional(
		z.object({
			departureTimeout: z.optional(z.number()),
			agents: z.optional(z.array(z.object({ agentName: z.optional(z.string()) }))),
		}),
	),
});

/** Null: it is no token of LiveKit's. */
export async function readToken(deployment: Deployment, serverUrl: string, token: string): Promise<TokenFacts | null> {
	const secret = new TextEncoder().encode(deployment.livekit.apiSecret);
	try {
		const { iss, roomConfig } = claimsSchema.parse(decodeJwt(token));
		return {
			serverUrl,
			apiKey: iss,
			isSignedByOurs: await compactVerify(token, secret).then(
				() => true,
				() => false,
			),
			agents: roomConfig?.agents?.map(({ agentName = '' }) => agentName) ?? [],
			departureSeconds: roomConfig?.departureTimeout ?? null,
		};
	} catch {
		return null;
	}
}

/** @param areKeysRight LiveKit accepts those that we have */
export function judgeToken(deployment: Deployment, token: TokenFacts, areKeysRight: boolean): Judged {
	const { livekit, agentName, stage } = deployment;
	if (placeOf(token.serverUrl) !== placeOf(livekit.url))
		return fault(
			'other_livekit',
			`The API sends pages to ${placeOf(token.serverUrl)}, and LIVEKIT_URL says ${placeOf(livekit.url)}.`,
			'Set LIVEKIT_URL to the same server where the API runs, where the worker runs, and here.',
		);
	const whose = areKeysRight ? 'LiveKit accepts' : 'this environment has';
	const mend =
		'Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET to the same pair here, where the API runs and in the worker.';
	if (token.apiKey !== livekit.apiKey)
		return fault('other_key', `The API signs with key ${token.apiKey}, and ${whose} ${livekit.apiKey}.`, mend);
	if (!token.isSignedByOurs)
		return fault('other_secret', `The API signs for key ${token.apiKey} with another secret than ${whose}.`, mend);
	const [asked = ''] = token.agents;
	const miss = compareNames(agentName, asked, stage);
	if (miss !== 'same')
		return fault(
			miss,
			`The API asks LiveKit for agent ${shown(asked)}, and here it is ${shown(agentName)}: ${sayMiss(miss)}.`,
			'Set AGENT_NAME, STAGE and AGENT_DISPATCH to the same where the API runs, in the worker and here, letter by letter.',
		);
	return ok('right', `The API signs with ${token.apiKey} and asks for ${shown(asked)}.`);
}

/** Schemes of pages and of programs differ, and a slash at the end says nothing. */
const placeOf = (url: string): string => {
	if (!URL.canParse(url)) return 'no URL';
	const { protocol, host, pathname } = new URL(url.replace(/^http/, 'ws'));
	return `${protocol}//${host}${pathname.replace(/\/$/, '')}`;
};
