/**
 * Why nobody answered, by what Node says of it.
 *
 * @module
 */

export type Unreachable =
	/** The name leads nowhere. */
	| 'unknown_host'
	/** Nobody listens there. */
	| 'refused'
	/** No answer in time: a firewall, or a server that hangs. */
	| 'timeout'
	/** It speaks plain HTTP where TLS was expected. */
	| 'not_tls'
	/** A certificate that is not valid for it, or that nobody vouches for. */
	| 'certificate'
	/** The connection ended without an answer. */
	| 'cut_off'
	| 'failed';

const BY_CODE: Readonly<Record<string, Unreachable>> = {
	ENOTFOUND: 'unknown_host',
	EAI_AGAIN: 'unknown_host',
	ECONNREFUSED: 'refused',
	ETIMEDOUT: 'timeout',
	EHOSTUNREACH: 'timeout',
	ENETUNREACH: 'timeout',
	UND_ERR_CONNECT_TIMEOUT: 'timeout',
	UND_ERR_HEADERS_TIMEOUT: 'timeout',
	ERR_SSL_WRONG_VERSION_NUMBER: 'not_tls',
	ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not_tls',
	EPROTO: 'not_tls',
	CERT_HAS_EXPIRED: 'certificate',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
	ECONNRESET: 'cut_off',
	UND_ERR_SOCKET: 'cut_off',
};

export function whyUnreachable(error: unknown): Unreachable {
	if (!(error instanceof Error)) return 'failed';
	if (error.name === 'TimeoutError') return 'timeout';
	const code = 'code' in error ? String(error.code) : '';
	return BY_CODE[code] ?? (error.cause === undefined ? 'failed' : whyUnreachable(error.cause));
}

/** To follow "… does not answer: ". */
export const sayUnreachable: Readonly<Record<Unreachable, string>> = {
	unknown_host: 'its name is not known here',
	refused: 'nobody listens there',
	timeout: 'it took too long',
	not_tls: 'it does not speak TLS',
	certificate: 'its certificate is not accepted',
	cut_off: 'it ended the connection',
	failed: 'the request failed',
};
