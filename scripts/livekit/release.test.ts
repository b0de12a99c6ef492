import { expect, test } from 'vitest';
import { checksumOf, parseVersion, releaseArchive } from './release.ts';

const sum = 'a'.repeat(64);
const other = 'b'.repeat(64);

test('each machine has its archive, and macOS has none', () => {
	expect(releaseArchive('linux', 'x64')).toBe('livekit_1.13.5_linux_amd64.tar.gz');
	expect(releaseArchive('linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz');
	expect(releaseArchive('linux', 'arm')).toBe('livekit_1.13.5_linux_armv7.tar.gz');
	expect(releaseArchive('linux', 's390x')).toBeNull();
	expect(releaseArchive('darwin', 'arm64')).toBeNull();
});

test('the checksum is that of the named file and of no other', () => {
	const checksums = `${other}  livekit_1.13.5_linux_arm64.tar.gz\n${sum.toUpperCase()}  file.tar.gz\n${other} *binary.zip\n`;
	expect(checksumOf(checksums, 'file.tar.gz')).toBe(sum);
	expect(checksumOf(checksums, 'binary.zip')).toBe(other);
	expect(checksumOf(checksums, 'file.tar')).toBeNull();
});

test.each(['', '<html>not found</html>', `${sum.slice(1)}  file`, `${sum}`])('%j names no checksum', (text) => {
	expect(checksumOf(text, 'file')).toBeNull();
});

test('a server is known by how it gives its version', () => {
	expect(parseVersion('livekit-server version 1.13.5\n')).toBe('1.13.5');
	expect(parseVersion('warning: x\nlivekit-server version v1.14.0-rc1')).toBe('1.14.0-rc1');
	expect(parseVersion('usage: livekit-server')).toBeNull();
});
