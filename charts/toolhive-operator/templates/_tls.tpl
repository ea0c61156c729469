{{/*
Certificates of mode `helm`. They are made once per release and kept: the CA in Secret NAME-ca, the certificate in NAME-tls with
the time from which an upgrade renews it. All templates have to see the same pair, so it is kept in .Values for the render.
*/}}
{{- define "toolhive-operator.tls" -}}
{{- if not (hasKey .Values "_pair") -}}
{{- $fullname := include "toolhive-operator.fullname" . -}}
{{- $names := list (printf "%s.%s.svc" $fullname .Release.Namespace) (printf "%s.%s" $fullname .Release.Namespace) (printf "%s.%s.svc.cluster.local" $fullname .Release.Namespace) -}}
{{- $storedCA := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" $fullname) -}}
{{- $stored := lookup "v1" "Secret" .Release.Namespace (printf "%s-tls" $fullname) -}}
{{- $ca := dict -}}
{{- if $storedCA -}}
{{- $ca = buildCustomCert (index $storedCA.data "tls.crt") (index $storedCA.data "tls.key") -}}
{{- else -}}
{{- $ca = genCA (printf "%s-ca" $fullname) (int .Values.tls.caDays) -}}
{{- end -}}
{{- $now := now | unixEpoch | int64 -}}
{{- $renewAfter := 0 -}}
{{- if $stored -}}
{{- $renewAfter = dig "metadata" "annotations" "toolhive.stacklok.dev/renew-after" "0" $stored | int64 -}}
{{- end -}}
{{- if and $storedCA $stored (lt $now (int64 $renewAfter)) -}}
{{- $_ := set .Values "_pair" (dict "ca" $ca.Cert "caKey" $ca.Key "crt" (index $stored.data "tls.crt" | b64dec) "key" (index $stored.data "tls.key" | b64dec) "renewAfter" $renewAfter) -}}
{{- else -}}
{{- $days := int .Values.tls.certificateDays -}}
{{- $leaf := genSignedCert (index $names 0) (list) $names $days $ca -}}
{{- $_ := set .Values "_pair" (dict "ca" $ca.Cert "caKey" $ca.Key "crt" $leaf.Cert "key" $leaf.Key "renewAfter" (add $now (div (mul $days 86400 2) 3))) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The CA bundle in PEM that callers shall trust; empty where cert-manager injects it. */}}
{{- define "toolhive-operator.caBundle" -}}
{{- if eq .Values.tls.mode "helm" -}}
{{- include "toolhive-operator.tls" . -}}
{{- .Values._pair.ca -}}
{{- else -}}
{{- .Values.tls.caBundle -}}
{{- end -}}
{{- end -}}
