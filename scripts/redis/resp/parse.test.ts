import { expect, test } from 'vitest';
import { parseReply } from './parse.ts';
import { encodeCommand, type Reply } from './reply.ts';

const cases: readonly (readonly [string, Reply])[] = [
	['+OK\r\n', { status: 'OK' }],
	['-NOSCRIPT No matching script.\r\n', { error: 'NOSCRIPT No matching script.' }],
	[':-12\r\n', -12],
	['$-1\r\n', null],
	['*-1\r\n', null],
	['$0\r\n\r\n', Buffer.from('')],
	['$8\r\na\r\nb ✓\r\n', Buffer.from('a\r\nb ✓')],
	['*0\r\n', []],
	['*3\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n-ERR x\r\n', [1, [Buffer.from('a'), null], { error: 'ERR x' }]],
];

test.each(cases)('%j is read as what it is', (text, reply) => {
	expect(parseReply(Buffer.from(text), 0)).toEqual({ reply, end: Buffer.byteLength(text) });
});

test.each(cases)('%j is waited for until its last byte is there', (text) => {
	const bytes = Buffer.from(text);
	for (let length = 0; length < bytes.length; length++) expect(parseReply(bytes.subarray(0, length), 0)).toBeNull();
});

test('one reply is read after the other', () => {
	const bytes = Buffer.from(cases.map(([text]) => text).join(''));
	const replies: Reply[] = [];
	for (let parsed = parseReply(bytes, 0); parsed !== null; parsed = parseReply(bytes, parsed.end))
		replies.push(parsed.reply);
	expect(replies).toEqual(cases.map(([, reply]) => reply));
});

test('what is no RESP is said to be none', () => {
	expect(() => parseReply(Buffer.from('HTTP/1.1 200\r\n'), 0)).toThrow(SyntaxError);
});

test('a command is counted in bytes', () => {
	expect(encodeCommand(['SET', '✓', '']).toString()).toBe('*3\r\n$3\r\nSET\r\n$3\r\n✓\r\n$0\r\n\r\n');
});
