/**
 * Keys of our own, derived from the LiveKit secret: one for each purpose, so that what one signs no other accepts.
 *
 * @module
 */
export type KeyPurpose = 'visitor token';

/** 32 bytes, by HKDF-SHA256. */
export async function deriveKey(secret: string, purpose: KeyPurpose): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = new TextEncoder();
	const base = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveBits']);
	const info = bytes.encode(`greenroom ${purpose} v1`);
	return new Uint8Array(
		await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, base, 256),
	);
}
