/** What Redis answers (RESP 2), with all that the protocol tells apart. */
export type Reply = null | number | Buffer | Status | Refusal | readonly Reply[];

/** A word of the server's own: `OK`, `PONG`, `QUEUED`. */
export interface Status {
	readonly status: string;
}

export interface Refusal {
	readonly error: string;
}

export const isStatus = (reply: Reply): reply is Status => isRecord(reply) && 'status' in reply;
export const isRefusal = (reply: Reply): reply is Refusal => isRecord(reply) && 'error' in reply;

const isRecord = (reply: Reply): reply is Status | Refusal =>
	typeof reply === 'object' && reply !== null && !Buffer.isBuffer(reply) && !Array.isArray(reply);

/** A command as bytes. */
export function encodeCommand(command: readonly string[]): Buffer {
	const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
	return Buffer.from(`*${command.length}\r\n${parts.join('')}`);
}
