#!/usr/bin/env bash
# Makes the signed and the encrypted responses in responses/ and, when they are missing, the test keys in keys/.
# Needs xmlsec1 (made with 1.2.37 of Debian) and openssl. The keys sign nothing but these files: they are for tests only.
# ECDSA signatures differ from run to run; what the sidecars promise does not.
set -euo pipefail
cd "$(dirname "$0")"

for program in xmlsec1 openssl; do
  command -v "$program" > /dev/null || { echo "$program is missing. Install it with: apt-get install -y xmlsec1 openssl" >&2; exit 1; }
done

readonly assertion_ns=urn:oasis:names:tc:SAML:2.0:assertion
readonly protocol_ns=urn:oasis:names:tc:SAML:2.0:protocol
readonly exclusive='http://www.w3.org/2001/10/xml-exc-c14n#'
readonly more='http://www.w3.org/2001/04/xmldsig-more#'
readonly enc='http://www.w3.org/2001/04/xmlenc#'
readonly issuer=https://idp.example/tenant/
mkdir -p keys responses work
trap 'rm -rf work' EXIT

make_key() { # name, arguments of openssl genpkey
  local name=$1; shift
  [[ -f keys/$name.key.pem ]] && return
  openssl genpkey "$@" -out "keys/$name.key.pem" 2> /dev/null
  openssl req -new -x509 -key "keys/$name.key.pem" -subj "/CN=Test key, not for use ($name)" -days 36500 -sha256 -out "keys/$name.crt.pem"
}

make_key rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
make_key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
make_key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
make_key p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
# P-256 again, but with its numbers written out instead of its name.
make_key explicit -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
make_key stranger -algorithm RSA -pkeyopt rsa_keygen_bits:2048
# Ours, to which the others encrypt.
make_key sp -algorithm RSA -pkeyopt rsa_keygen_bits:2048

# The template that xmlsec1 fills in. Arguments: ID, signature method, digest method, canonicalization, content of the transform, transforms before.
signature() {
  local id=$1 method=$2 digest=$3 c14n=${4:-$exclusive} content=${5:-} extra=${6:-}
  cat << XML
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="$c14n"/><ds:SignatureMethod Algorithm="$method"/><ds:Reference URI="#$id"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>$extra<ds:Transform Algorithm="$c14n">$content</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="$digest"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>
XML
}

# As Entra writes it: one line, the assertion in the default namespace. Arguments: signature of the response, of the assertion.
entra() {
  printf '%s' "<samlp:Response ID=\"_r\" Version=\"2.0\" IssueInstant=\"2026-11-22T12:00:00.123Z\" Destination=\"https://sp.example/acs\" InResponseTo=\"_q\" xmlns:samlp=\"$protocol_ns\"><Issuer xmlns=\"$assertion_ns\">$issuer</Issuer>$1<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status><Assertion ID=\"_a\" IssueInstant=\"2026-11-22T12:00:00.123Z\" Version=\"2.0\" xmlns=\"$assertion_ns\"><Issuer>$issuer</Issuer>$2<Subject><NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">opaque-id</NameID><SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><SubjectConfirmationData InResponseTo=\"_q\" NotOnOrAfter=\"2026-11-22T13:00:00.123Z\" Recipient=\"https://sp.example/acs\"/></SubjectConfirmation></Subject><Conditions NotBefore=\"2026-11-22T11:55:00.123Z\" NotOnOrAfter=\"2026-11-22T13:00:00.123Z\"><AudienceRestriction><Audience>https://sp.example/metadata</Audience></AudienceRestriction></Conditions><AttributeStatement><Attribute Name=\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname\"><AttributeValue>Britta</AttributeValue></Attribute><Attribute Name=\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\"><AttributeValue>User</AttributeValue><AttributeValue>Reader</AttributeValue></Attribute></AttributeStatement><AuthnStatement AuthnInstant=\"2026-11-22T11:59:00.123Z\" SessionIndex=\"_a\"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>"
}

# As many other programs write it: prefixes, indented, typed values, namespaces declared far up, and things that parsers get wrong.
indented() {
  cat << XML
<?xml version="1.0" encoding="UTF-8"?>
<!-- made for a test -->
<saml2p:Response xmlns:saml2p="$protocol_ns" xmlns:saml2="$assertion_ns" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    Destination="https://sp.example/acs" ID="_r" InResponseTo="_q" IssueInstant="2026-11-22T12:00:00Z" Version="2.0">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">$issuer</saml2:Issuer>
  $1
  <saml2p:Status>
    <saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>
    <saml2p:StatusMessage>F&#252;r dich</saml2p:StatusMessage>
  </saml2p:Status>
  <saml2:Assertion ID="_a" IssueInstant="2026-11-22T12:00:00Z" Version="2.0">
    <saml2:Issuer>$issuer</saml2:Issuer>
    $2
    <saml2:Subject>
      <saml2:NameID Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'>Zo&#xEB;<!-- a comment -->&amp;<![CDATA[<co>]]>@example.com</saml2:NameID>
      <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml2:SubjectConfirmationData InResponseTo="_q" NotOnOrAfter="2026-11-22T13:00:00Z" Recipient="https://sp.example/acs"/>
      </saml2:SubjectConfirmation>
    </saml2:Subject>
    <saml2:Conditions NotBefore="2026-11-22T11:55:00Z" NotOnOrAfter="2026-11-22T13:00:00Z">
      <saml2:AudienceRestriction>
        <saml2:Audience>
          https://sp.example/metadata
        </saml2:Audience>
      </saml2:AudienceRestriction>
      <?instruction that is signed?>
    </saml2:Conditions>
    <saml2:AuthnStatement AuthnInstant="2026-11-22T12:00:00Z" SessionIndex="s&#x26;1">
      <saml2:AuthnContext>
        <saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef>
      </saml2:AuthnContext>
    </saml2:AuthnStatement>
    <saml2:AttributeStatement>
      <saml2:Attribute FriendlyName="x" Name="tab&#9;quote&quot;lt&lt;" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">
        <saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">one&#13;two
three</saml2:AttributeValue>
        <saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
      </saml2:Attribute>
    </saml2:AttributeStatement>
  </saml2:Assertion>
</saml2p:Response>
XML
}

sign() { # key, file, element: Response or Assertion
  local ns=$assertion_ns
  [[ $3 == Response ]] && ns=$protocol_ns
  xmlsec1 --sign --privkey-pem "keys/$1.key.pem,keys/$1.crt.pem" --id-attr:ID "$ns:$3" \
    --node-xpath "//*[local-name()='$3']/*[local-name()='Signature']" --output "$2.signed" "$2" 2> /dev/null
  mv "$2.signed" "$2"
}

expect() { # name, result, then lines of the sidecar
  local name=$1; shift
  { echo "# What the engine must make of $name.xml, at 2026-11-22T12:01:00Z, for https://sp.example."; printf '%s\n' "$@"; } > "responses/$name.expect"
}

readonly opaque='name-id: opaque-id'
readonly odd_name='name-id: Zoë&<co>@example.com'

make() { # name, shape, key, signature method, digest method, where (assertion, response, both), c14n, content, extra transform
  local name=$1 shape=$2 key=$3 method=$4 digest=$5 where=$6 c14n=${7:-} content=${8:-} extra=${9:-} on_response='' on_assertion=''
  [[ $where != assertion ]] && on_response=$(signature _r "$method" "$digest" "$c14n" "$content" "$extra")
  [[ $where != response ]] && on_assertion=$(signature _a "$method" "$digest" "$c14n" "$content" "$extra")
  "$shape" "$on_response" "$on_assertion" > work/document.xml
  [[ $where != response ]] && sign "$key" work/document.xml Assertion
  [[ $where != assertion ]] && sign "$key" work/document.xml Response
  mv work/document.xml "responses/$name.xml"
}

inclusive() { printf '<ec:InclusiveNamespaces xmlns:ec="%s" PrefixList="%s"/>' "$exclusive" "$1"; }

accept() { # the same as make
  make "$@"
  if [[ $2 == entra ]]; then expect "$1" 'result: accepted' "key: $3" "$opaque"; else expect "$1" 'result: accepted' "key: $3" "$odd_name"; fi
}

refuse() { # error, then the same as make
  local error=$1; shift
  make "$@"
  expect "$1" "result: $error" "key: $3"
}

accept entra-assertion-rsa-sha256 entra rsa "${more}rsa-sha256" "${enc}sha256" assertion
accept entra-response-rsa-sha384 entra rsa "${more}rsa-sha384" "${more}sha384" response
accept entra-both-rsa-sha512 entra rsa "${more}rsa-sha512" "${enc}sha512" both
accept entra-assertion-ecdsa-p256-sha256 entra p256 "${more}ecdsa-sha256" "${enc}sha256" assertion
accept entra-response-ecdsa-p384-sha384 entra p384 "${more}ecdsa-sha384" "${more}sha384" response
accept entra-both-ecdsa-p521-sha512 entra p521 "${more}ecdsa-sha512" "${enc}sha512" both
accept indented-assertion-rsa-sha256 indented rsa "${more}rsa-sha256" "${enc}sha256" assertion
accept indented-response-rsa-sha256 indented rsa "${more}rsa-sha256" "${enc}sha256" response
accept indented-both-ecdsa-p256-sha512 indented p256 "${more}ecdsa-sha512" "${enc}sha512" both
accept indented-both-inclusive-prefixes indented rsa "${more}rsa-sha256" "${enc}sha256" both "$exclusive" "$(inclusive 'xs #default saml2')"
accept indented-both-with-comments indented rsa "${more}rsa-sha256" "${enc}sha256" both "${exclusive}WithComments"

refuse AlgorithmRefused entra-assertion-inclusive-c14n entra rsa "${more}rsa-sha256" "${enc}sha256" assertion http://www.w3.org/TR/2001/REC-xml-c14n-20010315
refuse AlgorithmRefused entra-assertion-rsa-sha1 entra rsa http://www.w3.org/2000/09/xmldsig#rsa-sha1 "${enc}sha256" assertion
refuse AlgorithmRefused entra-assertion-digest-sha1 entra rsa "${more}rsa-sha256" http://www.w3.org/2000/09/xmldsig#sha1 assertion
refuse AlgorithmRefused entra-assertion-xpath entra rsa "${more}rsa-sha256" "${enc}sha256" assertion "$exclusive" '' \
  '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>true()</ds:XPath></ds:Transform>'
refuse SignatureInvalid entra-assertion-stranger entra stranger "${more}rsa-sha256" "${enc}sha256" assertion
expect entra-assertion-stranger 'result: SignatureInvalid' 'key: rsa'

make entra-assertion-tampered entra rsa "${more}rsa-sha256" "${enc}sha256" assertion
sed -i 's/opaque-id/another-id/' responses/entra-assertion-tampered.xml
expect entra-assertion-tampered 'result: DigestMismatch' 'key: rsa'

make indented-response-crlf indented rsa "${more}rsa-sha256" "${enc}sha256" response
sed -i 's/$/\r/' responses/indented-response-crlf.xml
expect indented-response-crlf 'result: accepted' 'key: rsa' "$odd_name"

make indented-response-bom indented rsa "${more}rsa-sha256" "${enc}sha256" response
printf '\xEF\xBB\xBF' | cat - responses/indented-response-bom.xml > work/bom.xml
mv work/bom.xml responses/indented-response-bom.xml
expect indented-response-bom 'result: accepted' 'key: rsa' "$odd_name"

# Encrypted. The plaintext is the assertion as xmlsec1 writes it: without the declarations that stand around it.
encrypt() { # file, content cipher (aes-256), its URI, key transport
  openssl x509 -in keys/sp.crt.pem -pubkey -noout > work/sp.pub.pem
  cat > work/template.xml << XML
<xenc:EncryptedData xmlns:xenc="$enc" Type="${enc}Element"><xenc:EncryptionMethod Algorithm="$3"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="$4"/><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>
XML
  xmlsec1 --encrypt --pubkey-pem work/sp.pub.pem --session-key "$2" --xml-data "$1" --node-xpath "//*[local-name()='Assertion']" --output "$1.encrypted" work/template.xml
  mv "$1.encrypted" "$1"
}

encrypted() { # name, shape, where (assertion, response, both, none), content cipher, its URI, key transport
  local name=$1 shape=$2 where=$3 on_response='' on_assertion='' prefix='' ns=" xmlns=\"$assertion_ns\""
  [[ $2 == indented ]] && prefix=saml2: ns=''
  [[ $where == response || $where == both ]] && on_response=$(signature _r "${more}rsa-sha256" "${enc}sha256")
  [[ $where == assertion || $where == both ]] && on_assertion=$(signature _a "${more}rsa-sha256" "${enc}sha256")
  "$shape" "$on_response" "$on_assertion" \
    | sed -E "s#<${prefix}Assertion #<${prefix}EncryptedAssertion$ns>&#; s#</${prefix}Assertion>#&</${prefix}EncryptedAssertion>#" > work/document.xml
  [[ -n $on_assertion ]] && sign rsa work/document.xml Assertion
  encrypt work/document.xml "$4" "$5" "${6:-${enc}rsa-oaep-mgf1p}"
  [[ -n $on_response ]] && sign rsa work/document.xml Response
  mv work/document.xml "responses/$name.xml"
}

readonly gcm='http://www.w3.org/2009/xmlenc11#'
encrypted encrypted-aes128-cbc entra assertion aes-128 "${enc}aes128-cbc"
encrypted encrypted-aes192-cbc entra assertion aes-192 "${enc}aes192-cbc"
encrypted encrypted-aes256-cbc entra assertion aes-256 "${enc}aes256-cbc"
encrypted encrypted-aes128-gcm entra assertion aes-128 "${gcm}aes128-gcm"
encrypted encrypted-aes256-gcm entra assertion aes-256 "${gcm}aes256-gcm"
encrypted encrypted-in-signed-response entra response aes-256 "${enc}aes256-cbc"
encrypted encrypted-signed-twice entra both aes-256 "${gcm}aes256-gcm"
for name in aes128-cbc aes192-cbc aes256-cbc aes128-gcm aes256-gcm in-signed-response signed-twice; do
  expect "encrypted-$name" 'result: accepted' 'key: rsa' "$opaque"
done
# Prefixes and namespaces are declared at the Response alone.
for where in assertion response both; do
  encrypted "encrypted-indented-$where" indented "$where" aes-256 "${enc}aes256-cbc"
  expect "encrypted-indented-$where" 'result: accepted' 'key: rsa' "$odd_name"
done

encrypted encrypted-unsigned-cbc entra none aes-256 "${enc}aes256-cbc"
expect encrypted-unsigned-cbc 'result: DecryptionFailed' 'key: rsa'
encrypted encrypted-unsigned-gcm entra none aes-256 "${gcm}aes256-gcm"
expect encrypted-unsigned-gcm 'result: DecryptionFailed' 'key: rsa'
encrypted encrypted-rsa-1_5 entra response aes-256 "${enc}aes256-cbc" "${enc}rsa-1_5"
expect encrypted-rsa-1_5 'result: AlgorithmRefused' 'key: rsa'
encrypted encrypted-tripledes entra response des-192 "${enc}tripledes-cbc"
expect encrypted-tripledes 'result: AlgorithmRefused' 'key: rsa'
