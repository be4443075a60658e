// An identity provider around the npm package samlp, for one service provider and one user who is always signed in.
// It listens on a free port of 127.0.0.1, prints that port as its first line, and ends when its standard input does.
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import samlp from 'samlp';

const issuer = setting('PEER_ISSUER');
const key = setting('PEER_KEY');
const cert = setting('PEER_CERTIFICATE');
const user = JSON.parse(setting('PEER_USER'));
const signs = setting('PEER_SIGNS');
const acs = setting('PEER_SP_ACS');
const entityId = setting('PEER_SP_ENTITY_ID');
const requestCertificate = process.env.PEER_SP_CERTIFICATE;
const encryptsTo = process.env.PEER_ENCRYPTS_TO;

if (!['assertion', 'response', 'both'].includes(signs)) {
  fail(`PEER_SIGNS is '${signs}'; it must be assertion, response or both.`);
}

const metadata = samlp.metadata({
  issuer,
  cert,
  redirectEndpointPath: '/sso',
  postEndpointPath: '/sso',
  logoutEndpointPaths: { redirect: '/logout' },
});

const signOn = samlp.auth({
  issuer,
  key,
  cert,
  signatureAlgorithm: 'rsa-sha256',
  digestAlgorithm: 'sha256',
  signAssertion: signs !== 'response',
  signResponse: signs !== 'assertion',
  nameIdentifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  sessionIndex: '_session-of-the-peer',
  audience: entityId,
  destination: acs,
  recipient: acs,
  // Without a certificate it encrypts nothing.
  ...(encryptsTo && {
    encryptionCert: encryptsTo,
    encryptionPublicKey: new X509Certificate(encryptsTo).publicKey.export({ type: 'spki', format: 'pem' }),
    encryptionAlgorithm: setting('PEER_CIPHER'),
    // CBC counts as insecure there; Entra sends nothing else.
    disallowEncryptionWithInsecureAlgorithm: false,
  }),
  // With it samlp refuses requests that are not signed by it.
  signingCert: requestCertificate,
  getUserFromRequest: () => user,
  // As a real IdP does: the answer goes to the registered address, whatever the request asks for.
  getPostURL: (_audience, _request, _http, done) => done(null, acs),
});

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  // What samlp takes from Express.
  request.protocol = 'http';
  request.originalUrl = request.url;
  request.query = Object.fromEntries(url.searchParams);
  response.set = (name, value) => response.setHeader(name, value);
  response.send = (body) => response.end(body);

  const refuse = (status, why) => {
    response.statusCode = status;
    response.end(String(why));
  };

  if (request.method === 'GET' && url.pathname === '/metadata') {
    metadata(request, response);
  } else if (request.method === 'GET' && url.pathname === '/sso') {
    signOn(request, response, (error) => refuse(400, error));
  } else {
    refuse(404, 'There is nothing here.');
  }
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();

function setting(name) {
  return process.env[name] || fail(`The environment variable ${name} is missing.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
