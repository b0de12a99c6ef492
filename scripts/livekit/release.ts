/**
 * The livekit-server that Greenroom is tested with. 1.13.5 can be built with `go install`; the next versions cannot:
 * their go.mod has replace directives, which `go install` refuses.
 *
 * @module
 */
export const SERVER_VERSION = '1.13.5';
export const GO_PACKAGE = `github.com/livekit/livekit-server/cmd/server@v${SERVER_VERSION}`;
export const RELEASES = 'https://github.com/livekit/livekit/releases/download';
export const BINARY = 'livekit-server';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' };

/** The archive of the project's release for a machine; `null` where there is none (macOS has Homebrew's). */
export function releaseArchive(platform: string, architecture: string): string | null {
	const arch = ARCHITECTURES[architecture];
	if (platform !== 'linux' || arch === undefined) return null;
	return `livekit_${SERVER_VERSION}_linux_${arch}.tar.gz`;
}

/** The SHA-256 (hex) that a checksums.txt names for a file; `null` when it names none. */
export function checksumOf(checksums: string, file: string): string | null {
	for (const line of checksums.split('\n')) {
		const [sum, name] = line.trim().split(/\s+\*?/);
		if (name === file && sum !== undefined && /^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
	}
	return null;
}

/** `livekit-server version 1.13.5` -> `1.13.5`; `null` for anything else. */
export const parseVersion = (output: string): string | null =>
	/^livekit-server version v?(\S+)/m.exec(output)?.[1] ?? null;
