/**
 * What opens the door of the folder's files: a short JWT like those of the worker's other doors, for one file and one
 * way, and for an upload its size and type.
 *
 * @module
 */
import { jwtVerify, SignJWT } from 'jose';
import { AGENT_AUDIENCE } from '../../protocol/agent.ts';
import type { FileInfo, Transfer } from '../../protocol/files.ts';
import { TRANSFER_SECONDS } from '../port.ts';

export interface PassKeys {
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
}

type Method = Transfer['method'];
type Bytes = Pick<FileInfo, 'type' | 'size'>;

/** `sub`: no room and no pool has such a name, so that it opens no other door. */
const subject = (method: Method, key: string): string => `${method} ${key}`;
const secretOf = ({ apiSecret }: PassKeys) => new TextEncoder().encode(apiSecret);

export function signPass(keys: PassKeys, method: Method, key: string, bytes: Partial<Bytes> = {}): Promise<string> {
	const at = Math.floor(keys.now() / 1000);
	return new SignJWT(bytes)
		.setProtectedHeader({ alg: 'HS256' })
		.setIssuer(keys.apiKey)
		.setSubject(subject(method, key))
		.setAudience(AGENT_AUDIENCE)
		.setIssuedAt(at)
		.setExpirationTime(at + TRANSFER_SECONDS)
		.sign(secretOf(keys));
}

/** Null for every other token. */
export async function readPass(
	keys: PassKeys,
	authorization: string | null,
	method: Method,
	key: string,
): Promise<Record<string, unknown> | null> {
	const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
	if (token === undefined) return null;
	try {
		const { payload } = await jwtVerify(token, secretOf(keys), {
			algorithms: ['HS256'],
			audience: AGENT_AUDIENCE,
			issuer: keys.apiKey,
			subject: subject(method, key),
			requiredClaims: ['exp'],
			currentDate: new Date(keys.now()),
		});
		return payload;
	} catch {
		return null;
	}
}
