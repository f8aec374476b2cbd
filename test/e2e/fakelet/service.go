package fakelet

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
)

// service gives a load balancer its address: the node's.
func (f *Fakelet) service(ctx context.Context, name cache.ObjectName) error {
	service, err := f.informers.Core().V1().Services().Lister().Services(name.Namespace).Get(name.Name)
	if err != nil || service.Spec.Type != corev1.ServiceTypeLoadBalancer || len(service.Status.LoadBalancer.Ingress) > 0 {
		return err
	}
	service = service.DeepCopy()
	service.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: nodeAddress}}
	_, err = f.client.CoreV1().Services(name.Namespace).UpdateStatus(ctx, service, metav1.UpdateOptions{})
	return err
}
