{{/*
Certificates of mode `helm`. They are made once and kept over upgrades: the CA in Secret NAME-ca, the certificate in NAME-tls. An
upgrade in the last third of a life makes a new one. A CA that was replaced stays in key ca-old.crt, and with it in the bundle
that callers trust, until the first upgrade a day later; by then every pod serves the new certificate. All templates have to see
the same pair, so it is kept in .Values for the render.
*/}}
{{- define "toolhive-operator.tls" -}}
{{- if not (hasKey .Values "_pair") -}}
{{- $fullname := include "toolhive-operator.fullname" . -}}
{{- $now := now | unixEpoch | int64 -}}
{{- $old := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" $fullname) | default dict -}}
{{- $ca := include "toolhive-operator.tls.ca" (dict "old" $old "now" $now "name" (printf "%s-ca" $fullname) "tls" .Values.tls) | fromYaml -}}
{{- $stored := lookup "v1" "Secret" .Release.Namespace (printf "%s-tls" $fullname) | default dict -}}
{{- $renewAfter := dig "metadata" "annotations" "toolhive.stacklok.dev/renew-after" "0" $stored | int64 -}}
{{- $pair := dict -}}
{{- if and (not $ca.isNew) (hasKey $stored "data") (lt $now $renewAfter) -}}
{{- $pair = dict "crt" (index $stored.data "tls.crt" | b64dec) "key" (index $stored.data "tls.key" | b64dec) "renewAfter" $renewAfter -}}
{{- else -}}
{{- $names := list -}}
{{- range splitList " " (include "toolhive-operator.dnsNames" .) -}}{{- $names = append $names . -}}{{- end -}}
{{- $days := int .Values.tls.certificateDays -}}
{{- $issuer := buildCustomCert (b64enc $ca.crt) (b64enc $ca.key) -}}
{{- $leaf := genSignedCertWithKey (index $names 0) (list) $names $days $issuer (genPrivateKey "ecdsa") -}}
{{- $pair = dict "crt" $leaf.Cert "key" $leaf.Key "renewAfter" (add $now (div (mul $days 86400 2) 3)) -}}
{{- end -}}
{{- $_ := set .Values "_pair" (dict "ca" $ca "leaf" $pair) -}}
{{- end -}}
{{- end -}}

{{/* The CA to use, as YAML: {crt, key, oldCrt, oldUntil, renewAfter, generation, isNew}. */}}
{{- define "toolhive-operator.tls.ca" -}}
{{- $annotations := dig "metadata" "annotations" dict .old -}}
{{- $data := dig "data" dict .old -}}
{{- $renewAfter := dig "toolhive.stacklok.dev/renew-after" "0" $annotations | int64 -}}
{{- $generation := dig "toolhive.stacklok.dev/ca-generation" "" $annotations -}}
{{- $oldUntil := dig "toolhive.stacklok.dev/old-ca-until" "0" $annotations | int64 -}}
{{- $stored := dig "tls.crt" "" $data | b64dec -}}
{{- $wanted := .tls.caGeneration | int | toString -}}
{{- if and $stored (lt .now $renewAfter) (eq $generation $wanted) -}}
{{- $oldCrt := dig "ca-old.crt" "" $data | b64dec -}}
{{- if ge .now $oldUntil -}}{{- $oldCrt = "" -}}{{- end -}}
{{- dict "crt" $stored "key" (index $data "tls.key" | b64dec) "oldCrt" $oldCrt "oldUntil" $oldUntil "renewAfter" $renewAfter "generation" $wanted "isNew" false | toYaml -}}
{{- else -}}
{{- $days := int .tls.caDays -}}
{{- $new := genCAWithKey .name $days (genPrivateKey "ecdsa") -}}
{{- dict "crt" $new.Cert "key" $new.Key "oldCrt" $stored "oldUntil" (add .now 86400) "renewAfter" (add .now (div (mul $days 86400 2) 3)) "generation" $wanted "isNew" true | toYaml -}}
{{- end -}}
{{- end -}}

{{/* The CA bundle in PEM that the API server shall trust; empty where cert-manager injects it. */}}
{{- define "toolhive-operator.caBundle" -}}
{{- if eq .Values.tls.mode "helm" -}}
{{- include "toolhive-operator.tls" . -}}
{{- .Values._pair.ca.crt -}}
{{- .Values._pair.ca.oldCrt -}}
{{- else if eq .Values.tls.mode "existingSecret" -}}
{{- required "tls.caBundle must hold the CA in PEM when tls.mode is existingSecret: the API server and Metacontroller verify the certificate with it" .Values.tls.caBundle -}}
{{- end -}}
{{- end -}}

{{/* The same for Metacontroller, as the caBundle of an endpoint. It has no injector, so with cert-manager it reads the CA itself. */}}
{{- define "toolhive-operator.metacontrollerCA" -}}
{{- if ne .Values.tls.mode "certManager" -}}
inline: {{ include "toolhive-operator.caBundle" . | quote }}
{{- else if .Values.tls.caBundle -}}
inline: {{ .Values.tls.caBundle | quote }}
{{- else if .Values.tls.metacontrollerCA.configMap -}}
configMapRef: {name: {{ .Values.tls.metacontrollerCA.configMap | quote }}, namespace: {{ .Release.Namespace | quote }}, key: {{ .Values.tls.metacontrollerCA.key | quote }}}
{{- else -}}
secretRef: {name: {{ include "toolhive-operator.certificateSecret" . | quote }}, namespace: {{ .Release.Namespace | quote }}, key: ca.crt}
{{- end -}}
{{- end -}}
