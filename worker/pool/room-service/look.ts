/**
 * LiveKit's room service, for looking. A look needs no SDK, and administers nothing.
 *
 * @module
 */
import { SignJWT } from 'jose';
import type { WorkerConfig } from '../../config.ts';

export type LiveKitAccess = Pick<WorkerConfig, 'livekitUrl' | 'livekitApiKey' | 'livekitApiSecret'>;

const TOKEN_LIFE = '60s';

export interface Look {
	readonly method: 'ListParticipants' | 'ListRooms';
	/** What the token is good for, and nothing else. */
	readonly grant: { readonly room: string; readonly roomAdmin: true } | { readonly roomList: true };
	readonly body: object;
	readonly withinMs: number;
}

/** @returns what LiveKit answers, whatever that is; fails when it does not in time */
export function makeLook({ livekitUrl, livekitApiKey, livekitApiSecret }: LiveKitAccess) {
	const secret = new TextEncoder().encode(livekitApiSecret);
	const sign = (grant: Look['grant']) =>
		new SignJWT({ video: grant })
			.setProtectedHeader({ alg: 'HS256' })
			.setIssuer(livekitApiKey)
			.setExpirationTime(TOKEN_LIFE)
			.sign(secret);
	return async ({ method, grant, body, withinMs }: Look): Promise<Response> =>
		fetch(new URL(`/twirp/livekit.RoomService/${method}`, livekitUrl.replace(/^ws/, 'http')), {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(grant)}` },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(withinMs),
		});
}
