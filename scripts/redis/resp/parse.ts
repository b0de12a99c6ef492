import type { Reply } from './reply.ts';

/** A reply and where the next one begins. */
interface Parsed {
	readonly reply: Reply;
	readonly end: number;
}

/**
 * Reads one reply.
 *
 * @returns `null` when the rest of it has not arrived yet
 * @throws SyntaxError when it is not RESP 2
 */
export function parseReply(bytes: Buffer, begin: number): Parsed | null {
	const lineEnd = bytes.indexOf('\r\n', begin, 'latin1');
	if (lineEnd === -1) return null;
	const line = bytes.toString('utf8', begin + 1, lineEnd);
	const end = lineEnd + 2;
	switch (bytes.toString('latin1', begin, begin + 1)) {
		case '+':
			return { reply: { status: line }, end };
		case '-':
			return { reply: { error: line }, end };
		case ':':
			return { reply: Number(line), end };
		case '$':
			return parseBulk(bytes, end, Number(line));
		case '*':
			return parseArray(bytes, end, Number(line));
		default:
			throw new SyntaxError('that is no RESP 2');
	}
}

function parseBulk(bytes: Buffer, begin: number, length: number): Parsed | null {
	if (length === -1) return { reply: null, end: begin };
	const end = begin + length;
	return bytes.length < end + 2 ? null : { reply: bytes.subarray(begin, end), end: end + 2 };
}

function parseArray(bytes: Buffer, begin: number, length: number): Parsed | null {
	if (length === -1) return { reply: null, end: begin };
	const replies: Reply[] = [];
	let end = begin;
	while (replies.length < length) {
		const parsed = parseReply(bytes, end);
		if (parsed === null) return null;
		replies.push(parsed.reply);
		end = parsed.end;
	}
	return { reply: replies, end };
}
